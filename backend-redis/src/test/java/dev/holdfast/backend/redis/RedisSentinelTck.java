package dev.holdfast.backend.redis;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServers;

/** A primary that three sentinels know. */
@OnEngine(Engine.REDIS_SENTINEL)
class RedisSentinelTck extends HoldfastTck {

  @Override
  protected TckTarget target() {
    return RedisConfigs.target(RedisServers.sentinel());
  }
}
