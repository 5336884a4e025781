package dev.holdfast.testservers;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Redis Cluster of three masters, each with a replica. */
public final class RedisCluster {

  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final List<String> SETTINGS =
      List.of(
          "cluster-enabled yes", "cluster-node-timeout 2000", "cluster-replica-validity-factor 0");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<RedisServer> masters;
  private final List<RedisServer> replicas;

  private RedisCluster(List<RedisServer> masters, List<RedisServer> replicas) {
    this.masters = masters;
    this.replicas = replicas;
  }

  /** Returns the nodes that were masters at the start; any of them tells about the others. */
  public List<RedisServer> masters() {
    return masters;
  }

  /** Returns the nodes that were replicas at the start, of the masters in their order. */
  public List<RedisServer> replicas() {
    return replicas;
  }

  /**
   * Tells whether this run started the nodes, and so may mistreat them. Else all below throws
   * {@link UnsupportedOperationException}.
   */
  public boolean isOurs() {
    return !replicas.isEmpty();
  }

  /** Kills all nodes and starts them again. */
  public void restart() {
    List<RedisShard> shards = shards();
    all().forEach(RedisServer::kill);
    shards.forEach(shard -> shard.primary().start());
    shards.forEach(shard -> shard.replica().start());
    awaitWhole();
    shards.forEach(RedisShard::awaitFollows);
  }

  /**
   * Has replicas take over from all masters that {@code lost} writes to, which are killed and lose
   * it, and become replicas themselves.
   */
  public void failoverLosing(Runnable lost) {
    List<RedisShard> shards = shards();
    shards.forEach(RedisShard::cutOff);
    List<Long> before = shards.stream().map(RedisShard::written).toList();
    lost.run();
    for (int i = 0; i < shards.size(); i++) {
      RedisShard shard = shards.get(i);
      if (shard.written() > before.get(i)) {
        shard.failover();
      } else {
        shard.replica().resume();
        shard.awaitFollows();
      }
    }
    awaitWhole();
  }

  /** Returns who takes writes now, and who follows. */
  private List<RedisShard> shards() {
    if (!isOurs()) {
      throw new UnsupportedOperationException(
          "These nodes were given by URLs and belong to somebody else. Ask isOurs() first.");
    }
    return all()
        .filter(RedisShard::isPrimary)
        .flatMap(
            primary ->
                all().map(node -> new RedisShard(primary, node)).filter(RedisShard::isJoined))
        .toList();
  }

  private Stream<RedisServer> all() {
    return Stream.concat(masters.stream(), replicas.stream());
  }

  private void awaitWhole() {
    all().forEach(node -> awaitInfo(node, "cluster_state:ok"));
  }

  static RedisCluster start() {
    return Setting.of(Engine.REDIS_CLUSTER, "url")
        .map(urls -> new RedisCluster(RedisUrl.servers(urls), List.of()))
        .orElseGet(RedisCluster::form);
  }

  private static RedisCluster form() {
    List<RedisServer> masters = nodes("redis-master");
    List<RedisServer> replicas = nodes("redis-replica");
    RedisCluster cluster = new RedisCluster(masters, replicas);
    List<RedisServer> all = cluster.all().toList();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
    }
    for (int i = 0; i < MASTERS; i++) {
      masters.get(i).command("CLUSTER", slots(i));
    }
    RedisServer first = masters.get(0);
    for (RedisServer other : all.subList(1, all.size())) {
      first.command("CLUSTER", "MEET", other.host(), Integer.toString(other.port()));
    }
    all.forEach(node -> awaitInfo(node, "cluster_known_nodes:" + all.size()));
    for (int i = 0; i < MASTERS; i++) {
      String master = (String) requireNonNull(masters.get(i).command("CLUSTER", "MYID"));
      RedisServer replica = replicas.get(i);
      Await.until(
          PATIENCE,
          () -> "OK".equals(replica.command("CLUSTER", "REPLICATE", master)),
          "a replica that knows its master");
    }
    cluster.awaitWhole();
    cluster.shards().forEach(RedisShard::awaitFollows);
    return cluster;
  }

  private static List<RedisServer> nodes(String name) {
    return IntStream.range(0, MASTERS)
        .mapToObj(i -> RedisNode.startMember(name, SETTINGS))
        .toList();
  }

  private static String[] slots(int master) {
    List<String> command = new ArrayList<>(List.of("ADDSLOTS"));
    IntStream.range(SLOTS * master / MASTERS, SLOTS * (master + 1) / MASTERS)
        .forEach(slot -> command.add(Integer.toString(slot)));
    return command.toArray(String[]::new);
  }

  private static void awaitInfo(RedisServer node, String line) {
    Await.until(PATIENCE, () -> info(node, "CLUSTER", "INFO").contains(line), line);
  }

  private static String info(RedisServer node, String command, String argument) {
    return String.valueOf(node.command(command, argument));
  }
}
