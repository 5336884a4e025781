package dev.holdfast.testservers;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A primary and the replica that follows it.
 *
 * @param primary the server that takes writes
 * @param replica the server that follows it
 */
record RedisShard(RedisServer primary, RedisServer replica) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern WRITTEN = Pattern.compile("master_repl_offset:(\\d+)");
  private static final Pattern FOLLOWED = Pattern.compile("slave_repl_offset:(\\d+)");

  static boolean isPrimary(RedisServer server) {
    return replication(server).contains("role:master");
  }

  /** Tells whether the replica has been told to follow the primary, whether or not it could. */
  boolean isJoined() {
    return replication(replica).contains("master_port:" + primary.port());
  }

  /** Waits until the replica follows. */
  void awaitFollows() {
    Await.until(
        PATIENCE,
        () -> isJoined() && replication(replica).contains("master_link_status:up"),
        "a replica that follows");
  }

  /** Has the replica hear of all that was written before, and of nothing that comes after. */
  void cutOff() {
    long before = written();
    Await.until(
        PATIENCE,
        () -> number(FOLLOWED, replication(replica)) >= before,
        "a replica that has what its primary wrote");
    replica.pause();
    primary.command("CLIENT", "KILL", "TYPE", "REPLICA");
  }

  /** Kills the primary, and waits until the replica, which was cut off, has taken over. */
  void failover() {
    primary.kill();
    replica.resume();
    Await.until(PATIENCE, () -> isPrimary(replica), "a replica that takes over");
    primary.start();
    new RedisShard(/* primary= */ replica, /* replica= */ primary).awaitFollows();
  }

  /** Returns how much the primary has written. */
  long written() {
    return number(WRITTEN, replication(primary));
  }

  private static long number(Pattern of, String replication) {
    Matcher found = of.matcher(replication);
    if (!found.find()) {
      throw new IllegalStateException("There is no " + of + " in: " + replication);
    }
    return Long.parseLong(found.group(1));
  }

  private static String replication(RedisServer server) {
    return String.valueOf(server.command("INFO", "replication"));
  }
}
