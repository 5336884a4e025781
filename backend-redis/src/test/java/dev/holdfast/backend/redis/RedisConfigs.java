package dev.holdfast.backend.redis;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.HoldfastConfigBuilder;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.testservers.RedisCluster;
import dev.holdfast.testservers.RedisSentinels;
import dev.holdfast.testservers.RedisServer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Configurations and targets that lead to servers of the tests; their URLs say all of it. */
final class RedisConfigs {

  private RedisConfigs() {}

  static HoldfastConfigBuilder of(RedisServer server) {
    return HoldfastConfig.of(plainUrl(server, address(server))).toBuilder();
  }

  /** Leads to a proxy that stands before the server. */
  static HoldfastConfigBuilder of(RedisServer server, InetSocketAddress proxy) {
    String address = address(proxy.getHostString(), proxy.getPort());
    return HoldfastConfig.of(plainUrl(server, address)).toBuilder();
  }

  static HoldfastConfigBuilder of(RedisCluster cluster) {
    return HoldfastConfig.of(url(cluster)).toBuilder();
  }

  /** One server, which the kit may reach through a proxy, and restart where it is ours. */
  static TckTarget target(RedisServer server) {
    return target(server, address -> plainUrl(server, address));
  }

  /** One server behind TLS, for one user alone; a proxy passes on what it cannot read. */
  static TckTarget targetTls(RedisServer server) {
    return target(
        server,
        address ->
            "rediss://%s:%s@%s?tls-ca=%s"
                .formatted(server.user(), server.password(), address, server.certificate()));
  }

  /** A primary and its replica, which take over from each other where they are ours. */
  static TckTarget target(RedisSentinels sentinels) {
    String url = "redis-sentinel://" + addresses(sentinels.sentinels()) + "/" + sentinels.group();
    TckTarget target = TckTarget.url(url).restartable();
    return sentinels.isOurs()
        ? target.onRestart(sentinels::restart).onFailover(sentinels::failoverLosing)
        : target;
  }

  /** Several primaries with their replicas, which take over where they are ours. */
  static TckTarget target(RedisCluster cluster) {
    TckTarget target = TckTarget.url(url(cluster)).restartable();
    return cluster.isOurs()
        ? target.onRestart(cluster::restart).onFailover(cluster::failoverLosing)
        : target;
  }

  private static TckTarget target(RedisServer server, UnaryOperator<String> urlOfAddress) {
    TckTarget target =
        TckTarget.url(urlOfAddress.apply(address(server)))
            .restartable()
            .overTcp(
                new InetSocketAddress(server.host(), server.port()),
                proxy ->
                    TckTarget.url(
                            urlOfAddress.apply(address(proxy.getHostString(), proxy.getPort())))
                        .restartable());
    return server.isOurs() ? target.onRestart(server::restart) : target;
  }

  private static String plainUrl(RedisServer server, String address) {
    return "redis://" + login(server) + address;
  }

  /** Only a server that somebody else runs asks for one. */
  private static String login(RedisServer server) {
    String user = server.user();
    return server.password() == null
        ? ""
        : "%s:%s@".formatted(user == null ? "" : user, server.password());
  }

  private static String url(RedisCluster cluster) {
    return "redis-cluster://" + addresses(cluster.masters());
  }

  private static String addresses(List<RedisServer> servers) {
    return servers.stream().map(RedisConfigs::address).collect(Collectors.joining(","));
  }

  private static String address(RedisServer server) {
    return address(server.host(), server.port());
  }

  private static String address(String host, int port) {
    return host + ":" + port;
  }
}
