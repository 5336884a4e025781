package dev.holdfast.testservers;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three Redis Sentinels over a primary and a replica. */
public final class RedisSentinels {

  private static final String GROUP = "holdfast";
  private static final int SENTINELS = 3;
  private static final int QUORUM = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String group;
  private final List<RedisServer> sentinels;
  private final List<RedisServer> servers;

  private RedisSentinels(String group, List<RedisServer> sentinels, List<RedisServer> servers) {
    this.group = group;
    this.sentinels = sentinels;
    this.servers = servers;
  }

  /** Returns the name under which the Sentinels know the group. */
  public String group() {
    return group;
  }

  /** Returns the Sentinels. */
  public List<RedisServer> sentinels() {
    return sentinels;
  }

  /**
   * Tells whether this run started the servers, and so may mistreat them. Else all below throws
   * {@link UnsupportedOperationException}.
   */
  public boolean isOurs() {
    return !servers.isEmpty();
  }

  /** Returns the server that takes writes now, as the first Sentinel sees it. */
  public RedisServer primary() {
    checkOurs();
    return servers.stream()
        .filter(server -> address(sentinels.get(0)).equals(address(server)))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the server that follows the primary. */
  public RedisServer replica() {
    RedisServer primary = primary();
    return servers.stream().filter(server -> server != primary).findFirst().orElseThrow();
  }

  /**
   * Kills the primary, waits until the replica has taken over, starts the other again and waits
   * until it follows. What the primary acknowledged and had not yet sent is lost.
   */
  public void failover() {
    RedisServer before = primary();
    before.kill();
    RedisServer after = awaitOther(before);
    before.start();
    awaitFollows(before, after);
  }

  /**
   * Fails over like {@link #failover}, and loses what {@code lost} writes: the replica does not
   * hear of it.
   */
  public void failoverLosing(Runnable lost) {
    RedisServer replica = replica();
    String nobody = Integer.toString(Ports.free());
    replica.command("REPLICAOF", replica.host(), nobody);
    lost.run();
    failover();
  }

  private RedisServer awaitOther(RedisServer before) {
    for (RedisServer sentinel : sentinels) {
      Await.until(
          PATIENCE,
          () -> !address(sentinel).equals(address(before)),
          "a Sentinel that names another primary");
    }
    RedisServer after = primary();
    Await.until(PATIENCE, () -> replication(after).contains("role:master"), "a new primary");
    return after;
  }

  private static void awaitFollows(RedisServer replica, RedisServer primary) {
    Await.until(
        PATIENCE,
        () ->
            replication(replica).contains("master_port:" + primary.port())
                && replication(replica).contains("master_link_status:up"),
        "a replica that follows");
  }

  private String address(RedisServer server) {
    return sentinels.contains(server)
        ? String.valueOf(server.command("SENTINEL", "get-master-addr-by-name", group))
        : String.valueOf(List.of(server.host(), Integer.toString(server.port())));
  }

  private static String replication(RedisServer server) {
    return String.valueOf(server.command("INFO", "replication"));
  }

  private void checkOurs() {
    if (!isOurs()) {
      throw new UnsupportedOperationException(
          "These servers were given by URLs and belong to somebody else. Ask isOurs() first.");
    }
  }

  static RedisSentinels start() {
    String givenGroup = Setting.of(Engine.REDIS_SENTINEL, "group").orElse(GROUP);
    return Setting.of(Engine.REDIS_SENTINEL, "url")
        .map(urls -> new RedisSentinels(givenGroup, RedisUrl.servers(urls), List.of()))
        .orElseGet(RedisSentinels::form);
  }

  private static RedisSentinels form() {
    RedisServer primary = RedisNode.startMember("redis-primary", List.of());
    RedisServer replica =
        RedisNode.startMember(
            "redis-replica", List.of("replicaof " + primary.host() + " " + primary.port()));
    awaitFollows(replica, primary);
    List<RedisServer> sentinels =
        IntStream.range(0, SENTINELS)
            .mapToObj(i -> RedisNode.startSentinel(GROUP, primary, QUORUM))
            .toList();
    for (RedisServer sentinel : sentinels) {
      Await.until(
          PATIENCE,
          () -> {
            List<?> facts = (List<?>) sentinel.command("SENTINEL", "master", GROUP);
            return facts != null
                && Stream.of("num-slaves", "num-other-sentinels")
                    .allMatch(fact -> !"0".equals(facts.get(facts.indexOf(fact) + 1)))
                && String.valueOf(sentinel.command("SENTINEL", "ckquorum", GROUP)).startsWith("OK");
          },
          "a Sentinel that knows its group");
    }
    return new RedisSentinels(GROUP, sentinels, List.of(primary, replica));
  }
}
