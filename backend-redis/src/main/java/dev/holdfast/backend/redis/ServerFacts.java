package dev.holdfast.backend.redis;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.Node;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 *     must not be asked, and taken for granted where nothing depends on it
 */
record ServerFacts(
    String server, Map<String, String> info, Map<String, String> config, boolean defaultMayWrite) {

  private static final Logger LOG = LoggerFactory.getLogger(ServerFacts.class);
  private static final String FORGETFUL =
      "Redis at {}, of version {}, may leave out commits when it starts again, because its user "
          + DefaultUser.NAME
          + " may not do what they left, or because this user may not ask. Give that user, who may"
          + " be off, "
          + DefaultUser.RIGHTS
          + ", and this user +acl|dryrun.";

  private static final String WHAT = "Opening the store";
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
    ServerFacts facts =
        new ServerFacts(node.toString(), lines(info), config(caller, node, deadline), true);
    boolean isOther = user != null && !user.equals(DefaultUser.NAME);
    return isOther && facts.readsAsDefault()
        ? facts.with(
            DefaultUser.mayRepeatCommits(
                prefix, command -> defaultMay(command, caller, node, deadline)))
        : facts;
  }

  private ServerFacts with(boolean mayWrite) {
    return new ServerFacts(server, info, config, mayWrite);
  }

  private static boolean defaultMay(
      List<String> command, Caller caller, Node node, Deadline deadline) {
    String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
    try {
      return caller
          .callAt(
              node,
              WHAT,
              server -> server.aclDryRun(DefaultUser.NAME, command.get(0), arguments),
              deadline)
          .equals(ALLOWED);
    } catch (HoldfastException e) {
      requireRefusal(e);
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
      requireRefusal(e);
      return Map.of();
    }
  }

  /** A server that did not answer in time is not one that must not be asked. */
  private static void requireRefusal(HoldfastException e) {
    if (!(e.getCause() instanceof RedisCommandExecutionException)) {
      throw e;
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

  /** Returns whether it may leave out commits that it has kept when it starts again. */
  private boolean forgetsCommits() {
    return readsAsDefault() && !defaultMayWrite;
  }

  /**
   * Returns whether it executes what scripts left in its file with the rights of the user {@code
   * default}. Later releases do not, which their version does not tell.
   */
  private boolean readsAsDefault() {
    return version()[0] >= 7;
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
