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
    // The Sentinels would tell it too, but not before it has been up for eight seconds.
    before.command("REPLICAOF", after.host(), Integer.toString(after.port()));
    before.command("CONFIG", "REWRITE");
    new RedisShard(after, before).awaitFollows();
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

  /** Kills the Sentinels and the servers, and starts them again. */
  public void restart() {
    RedisShard shard = new RedisShard(primary(), replica());
    Stream.concat(sentinels.stream(), servers.stream()).forEach(RedisServer::kill);
    shard.primary().start();
    shard.replica().start();
    shard.awaitFollows();
    for (RedisServer sentinel : sentinels) {
      sentinel.start();
      awaitKnows(sentinel);
    }
  }

  private RedisServer awaitOther(RedisServer before) {
    for (RedisServer sentinel : sentinels) {
      Await.until(
          PATIENCE,
          () -> !address(sentinel).equals(address(before)),
          "a Sentinel that names another primary");
    }
    RedisServer after = primary();
    Await.until(PATIENCE, () -> RedisShard.isPrimary(after), "a new primary");
    return after;
  }

  private String address(RedisServer server) {
    return sentinels.contains(server)
        ? String.valueOf(server.command("SENTINEL", "get-master-addr-by-name", group))
        : String.valueOf(List.of(server.host(), Integer.toString(server.port())));
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
    new RedisShard(primary, replica).awaitFollows();
    List<RedisServer> sentinels =
        IntStream.range(0, SENTINELS)
            .mapToObj(i -> RedisNode.startSentinel(GROUP, primary, QUORUM))
            .toList();
    RedisSentinels group = new RedisSentinels(GROUP, sentinels, List.of(primary, replica));
    sentinels.forEach(group::awaitKnows);
    return group;
  }

  private void awaitKnows(RedisServer sentinel) {
    Await.until(
        PATIENCE,
        () -> {
          List<?> facts = (List<?>) sentinel.command("SENTINEL", "master", group);
          return facts != null
              && Stream.of("num-slaves", "num-other-sentinels")
                  .allMatch(fact -> !"0".equals(facts.get(facts.indexOf(fact) + 1)))
              && String.valueOf(sentinel.command("SENTINEL", "ckquorum", group)).startsWith("OK");
        },
        "a Sentinel that knows its group");
  }
}
