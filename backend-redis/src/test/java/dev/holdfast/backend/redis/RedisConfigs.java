package dev.holdfast.backend.redis;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.HoldfastConfigBuilder;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.testservers.RedisCluster;
import dev.holdfast.testservers.RedisSentinels;
import dev.holdfast.testservers.RedisServer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Configurations and targets that lead to servers of the tests. */
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

  /** One server, which the kit may reach through a proxy, and restart where it is ours. */
  static TckTarget target(RedisServer server) {
    TckTarget target = restartable(of(server), server);
    return target.overTcp(
        new InetSocketAddress(server.host(), server.port()),
        proxy -> TckTarget.config(of(proxy)).restartable());
  }

  /** One server behind TLS; a proxy would see nothing of what passes. */
  static TckTarget targetTls(RedisServer server) {
    return restartable(ofTls(server), server);
  }

  /** A primary and its replica, which take over from each other where they are ours. */
  static TckTarget target(RedisSentinels sentinels) {
    TckTarget target = TckTarget.config(of(sentinels).build()).restartable();
    return sentinels.isOurs() ? target.onFailover(sentinels::failoverLosing) : target;
  }

  private static TckTarget restartable(HoldfastConfigBuilder config, RedisServer server) {
    TckTarget target = TckTarget.config(config.build()).restartable();
    return server.isOurs()
        ? target.onRestart(
            () -> {
              server.kill();
              server.start();
            })
        : target;
  }

  private static HoldfastConfig of(InetSocketAddress server) {
    return HoldfastConfig.of("redis://" + server.getHostString() + ":" + server.getPort());
  }

  private static String addresses(List<RedisServer> servers) {
    return servers.stream().map(RedisConfigs::address).collect(Collectors.joining(","));
  }

  private static String address(RedisServer server) {
    return server.host() + ":" + server.port();
  }
}
