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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server says of itself: its version, and how it is set up.
 *
 * @param server its address
 * @param info what {@code INFO} tells, by name
 * @param config what {@code CONFIG GET} tells of how it keeps data; empty where it must not be
 *     asked
 * @param defaultMayWrite whether the user {@code default} may do what commits do; not where that
 *     must not be asked
 */
record ServerFacts(
    String server, Map<String, String> info, Map<String, String> config, boolean defaultMayWrite) {

  private static final Logger LOG = LoggerFactory.getLogger(ServerFacts.class);
  private static final String FORGETFUL =
      "Redis at {}, of version {}, may leave out commits when it starts again, because its user"
          + " default may not write, or because this user may not ask for that. Set: user default"
          + " off ~* +@write, and give this user +acl|dryrun.";

  private static final String WHAT = "Opening the store";
  private static final String DEFAULT_USER = "default";
  private static final String ALLOWED = "OK";

  /**
   * Asks a server.
   *
   * @param user whom the store logs in as, or {@code null} for the user {@code default}
   * @param prefix what the store's keys begin with
   */
  static ServerFacts of(
      Caller caller, Node node, @Nullable String user, String prefix, Deadline deadline) {
    String info = caller.callAt(node, WHAT, server -> server.info(), deadline);
    boolean defaultMayWrite =
        user == null
            || user.equals(DEFAULT_USER)
            || defaultMayWrite(caller, node, prefix + ":", deadline);
    return new ServerFacts(
        node.toString(), lines(info), config(caller, node, deadline), defaultMayWrite);
  }

  /** One command of each kind that commits leave in the append-only file. */
  private static boolean defaultMayWrite(Caller caller, Node node, String key, Deadline deadline) {
    return Stream.of(
            List.of("HSET", key, "field", "value"),
            List.of("XADD", key, "*", "field", "value"),
            List.of("ZADD", key, "0", "member"),
            List.of("PEXPIREAT", key, "0"),
            List.of("UNLINK", key))
        .allMatch(command -> defaultMay(command, caller, node, deadline));
  }

  private static boolean defaultMay(
      List<String> command, Caller caller, Node node, Deadline deadline) {
    String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
    try {
      return caller
          .callAt(
              node,
              WHAT,
              server -> server.aclDryRun(DEFAULT_USER, command.get(0), arguments),
              deadline)
          .equals(ALLOWED);
    } catch (HoldfastException e) {
      return false;
    }
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
    boolean isCluster = info.getOrDefault("cluster_enabled", "0").equals("1");
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
    if (forgetsCommits()) {
      LOG.warn(FORGETFUL, server, versionText());
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

  /**
   * Returns whether a server that starts again may leave out commits that it has kept.
   *
   * <p>From 7.0 on it reads what a script wrote with the rights of the user {@code default}, and
   * passes over what that user may not do. Later releases execute all, which their version does not
   * tell.
   */
  private boolean forgetsCommits() {
    return version()[0] >= 7 && !defaultMayWrite;
  }

  /** Returns which program it is, for example {@code Valkey 8.1.1}. */
  String product() {
    String valkey = info.get("valkey_version");
    return valkey == null ? "Redis " + versionText() : "Valkey " + valkey;
  }

  /** Returns the version of Redis that it is compatible with. */
  private String versionText() {
    return info.getOrDefault("redis_version", "unknown");
  }

  private int[] version() {
    String[] numbers = (versionText() + ".0").split("\\.", -1);
    try {
      return new int[] {Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])};
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          ErrorCode.STORAGE_UNUSABLE,
          "Redis at " + server + " does not tell its version: " + versionText() + ".",
          e);
    }
  }

  private ConfigurationException unusable(String problem) {
    return new ConfigurationException(
        ErrorCode.STORAGE_UNUSABLE, "Redis at " + server + " " + problem);
  }
}
