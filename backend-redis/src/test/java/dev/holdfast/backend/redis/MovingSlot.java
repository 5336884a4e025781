package dev.holdfast.backend.redis;

import static java.util.Objects.requireNonNull;

import dev.holdfast.testservers.RedisCluster;
import dev.holdfast.testservers.RedisServer;
import io.lettuce.core.cluster.SlotHash;
import java.util.stream.Stream;

/**
 * A slot that moves from one primary of a cluster to another.
 *
 * @param slot its number
 * @param from who keeps it
 * @param to who is to have it
 */
record MovingSlot(String slot, RedisServer from, RedisServer to) {

  /** Returns the slot of {@code key}, and a server that it may move to. */
  static MovingSlot of(RedisCluster cluster, String key) {
    RedisServer from = keeper(cluster, key);
    RedisServer to = primaries(cluster).filter(server -> server != from).findFirst().orElseThrow();
    return new MovingSlot(Integer.toString(SlotHash.getSlot(key)), from, to);
  }

  /** Returns the primary that keeps {@code key}. */
  static RedisServer keeper(RedisCluster cluster, String key) {
    return primaries(cluster).filter(server -> keeps(server, key)).findFirst().orElseThrow();
  }

  /** Returns all servers that the cluster began with. */
  static Stream<RedisServer> servers(RedisCluster cluster) {
    return Stream.concat(cluster.masters().stream(), cluster.replicas().stream());
  }

  private static Stream<RedisServer> primaries(RedisCluster cluster) {
    return servers(cluster)
        .filter(
            server ->
                String.valueOf(server.command("INFO", "replication")).contains("role:master"));
  }

  private static boolean keeps(RedisServer server, String key) {
    try {
      server.command("EXISTS", key);
      return true;
    } catch (RuntimeException moved) {
      return false;
    }
  }

  MovingSlot back() {
    return new MovingSlot(slot, to, from);
  }

  void begin() {
    to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", idOf(from));
    from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", idOf(to));
  }

  void migrate(String key) {
    from.command("MIGRATE", to.host(), Integer.toString(to.port()), key, "0", "5000");
  }

  void end() {
    to.command("CLUSTER", "SETSLOT", slot, "NODE", idOf(to));
    from.command("CLUSTER", "SETSLOT", slot, "NODE", idOf(to));
  }

  void giveUp() {
    to.command("CLUSTER", "SETSLOT", slot, "STABLE");
    from.command("CLUSTER", "SETSLOT", slot, "STABLE");
  }

  static String idOf(RedisServer server) {
    return (String) requireNonNull(server.command("CLUSTER", "MYID"));
  }
}
