package dev.holdfast.backend.redis;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServers;

/** One server over TLS, for a user with a password alone. */
@OnEngine(Engine.REDIS_TLS)
class RedisTlsTck extends HoldfastTck {

  @Override
  protected TckTarget target() {
    return RedisConfigs.targetTls(RedisServers.tls());
  }
}
