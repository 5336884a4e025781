package dev.holdfast.backend.redis;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServers;

/** Three primaries, each with a replica. */
@OnEngine(Engine.REDIS_CLUSTER)
class RedisClusterTck extends HoldfastTck {

  @Override
  protected TckTarget target() {
    return RedisConfigs.target(RedisServers.cluster());
  }
}
