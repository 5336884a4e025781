package dev.holdfast.backend.redis;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.HoldfastConfigBuilder;
import dev.holdfast.testservers.RedisCluster;
import dev.holdfast.testservers.RedisSentinels;
import dev.holdfast.testservers.RedisServer;
import java.util.List;
import java.util.stream.Collectors;

/** Configurations that lead to servers of the tests. */
final class RedisConfigs {

  private RedisConfigs() {}

  static HoldfastConfigBuilder of(RedisServer server) {
    return HoldfastConfig.of("redis://" + address(server)).toBuilder();
  }

  static HoldfastConfigBuilder of(RedisCluster cluster) {
    return HoldfastConfig.of("redis-cluster://" + addresses(cluster.masters())).toBuilder();
  }

  static HoldfastConfigBuilder of(RedisSentinels sentinels) {
    String url = "redis-sentinel://" + addresses(sentinels.sentinels()) + "/" + sentinels.group();
    return HoldfastConfig.of(url).toBuilder();
  }

  /** The URL alone says all of it. */
  static HoldfastConfigBuilder ofTls(RedisServer server) {
    String url =
        "rediss://%s:%s@%s?tls-ca=%s"
            .formatted(server.user(), server.password(), address(server), server.certificate());
    return HoldfastConfig.of(url).toBuilder();
  }

  private static String addresses(List<RedisServer> servers) {
    return servers.stream().map(RedisConfigs::address).collect(Collectors.joining(","));
  }

  private static String address(RedisServer server) {
    return server.host() + ":" + server.port();
  }
}
