package dev.holdfast.backend.redis;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.Node;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server says of itself: its version, and how it is set up.
 *
 * @param node the server
 * @param info what {@code INFO} tells, by name
 * @param config what {@code CONFIG GET} tells of how it keeps data; empty where it must not be
 *     asked
 */
record ServerFacts(Node node, Map<String, String> info, Map<String, String> config) {

  private static final String WHAT = "Opening the store";

  static ServerFacts of(Caller caller, Node node, Deadline deadline) {
    String info = caller.callAt(node, WHAT, server -> server.info(), deadline);
    return new ServerFacts(node, lines(info), config(caller, node, deadline));
  }

  /** Users without the right to ask, and services that do not allow it, leave the worst case. */
  private static Map<String, String> config(Caller caller, Node node, Deadline deadline) {
    try {
      Map<String, String> config = new HashMap<>();
      for (String name : List.of("appendfsync", "no-appendfsync-on-rewrite")) {
        config.putAll(caller.callAt(node, WHAT, server -> server.configGet(name), deadline));
      }
      return config;
    } catch (HoldfastException e) {
      return Map.of();
    }
  }

  private static Map<String, String> lines(String info) {
    Map<String, String> values = new HashMap<>();
    for (String line : info.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return values;
  }

  /**
   * Refuses a server that would drop or refuse what it is given.
   *
   * @throws ConfigurationException if it is one
   */
  void check() {
    String policy = info.getOrDefault("maxmemory_policy", "noeviction");
    if (!policy.equals("noeviction")) {
      throw unusable(
          "drops data when memory is short: its maxmemory-policy is %s. Set it to noeviction."
              .formatted(policy));
    }
    if (!info.getOrDefault("role", "master").equals("master")) {
      throw unusable(
          "is a replica, which takes no commits. Name its primary, or let sentinels find it:"
              + " redis-sentinel://host:26379/name.");
    }
    if (info.getOrDefault("arch_bits", "64").equals("32")) {
      throw unusable("is a program of 32 bits, whose scripts cannot write large numbers.");
    }
    int[] version = version();
    if (version[0] < 6 || (version[0] == 6 && version[1] < 2)) {
      throw unusable("is of version " + versionText() + "; 6.2 or newer is needed.");
    }
  }

  /** Refuses a cluster that the URL does not call one, and the other way round. */
  void checkMode(boolean clustered) {
    boolean isCluster = info.getOrDefault("redis_mode", "standalone").equals("cluster");
    if (isCluster != clustered) {
      throw unusable(
          isCluster
              ? "belongs to a cluster: begin the URL with redis-cluster: or rediss-cluster:."
              : "does not belong to a cluster: begin the URL with redis: or rediss:.");
    }
  }

  /**
   * Returns how much an acknowledged commit survives.
   *
   * <p>With {@code appendfsync everysec} the server puts writing off while a force is under way, so
   * that even the death of the process alone may lose a second's commits.
   */
  Durability durability() {
    if (!info.getOrDefault("aof_enabled", "0").equals("1")) {
      return Durability.APPLIED;
    }
    String fsync = config.getOrDefault("appendfsync", "everysec");
    boolean pauses = config.getOrDefault("no-appendfsync-on-rewrite", "yes").equals("yes");
    return switch (fsync) {
      case "always" -> pauses ? Durability.PROCESS : Durability.SYNCED;
      case "no" -> Durability.PROCESS;
      default -> Durability.APPLIED;
    };
  }

  String versionText() {
    return info.getOrDefault("redis_version", "unknown");
  }

  private int[] version() {
    String[] numbers = (versionText() + ".0").split("\\.", -1);
    try {
      return new int[] {Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])};
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          ErrorCode.STORAGE_UNUSABLE,
          "Redis at " + node + " does not tell its version: " + versionText() + ".",
          e);
    }
  }

  private ConfigurationException unusable(String problem) {
    return new ConfigurationException(
        ErrorCode.STORAGE_UNUSABLE, "Redis at " + node + " " + problem);
  }
}
