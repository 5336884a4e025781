package dev.holdfast.backend.redis;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.ClientSettings;
import dev.holdfast.backend.redis.connection.Connector;
import dev.holdfast.backend.redis.connection.Node;
import dev.holdfast.backend.redis.connection.Topology;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.config.Options;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.BackendProvider;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Reach;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Opens Redis: {@code redis://host:6379}, {@code redis-sentinel://host:26379/name}, {@code
 * redis-cluster://host:6379}; with {@code rediss} instead of {@code redis} over TLS.
 */
public final class RedisProvider implements BackendProvider {

  /** A script holds up all other work of its server, so commits, pages and values are bounded. */
  static final Limits LIMITS =
      new Limits(
          4 << 20,
          16L << 20,
          2_000,
          2_000,
          4L << 20,
          1_000,
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(24));

  /** For {@link java.util.ServiceLoader}. */
  public RedisProvider() {}

  @Override
  public String scheme() {
    return "redis";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(
        "redis", "rediss", "redis-sentinel", "rediss-sentinel", "redis-cluster", "rediss-cluster");
  }

  @Override
  public String description() {
    return "Redis 6.2 or newer, or Valkey: one server, Sentinel or Cluster, shared by many processes.";
  }

  @Override
  public Options options() {
    return RedisOptions.ALL;
  }

  @Override
  public Backend open(BackendConfig config) {
    ClientSettings settings = RedisSettings.client(config);
    KeySpace space = new KeySpace(RedisSettings.prefix(config));
    Connector connector = new Connector(settings);
    try {
      Caller caller = connector.caller();
      Deadline deadline = Deadline.after(settings.connectTimeout().multipliedBy(2));
      BackendInfo info = look(caller, settings, space.prefix(), deadline);
      return new RedisBackend(
          connector,
          caller,
          space,
          info,
          config.clock(),
          config.name(),
          config.get(RedisOptions.HEARTBEAT),
          config.get(RedisOptions.SWEEP_PAUSE),
          config.get(RedisOptions.COMPACT_ENTRIES));
    } catch (RuntimeException | Error e) {
      connector.close();
      throw e;
    }
  }

  private static BackendInfo look(
      Caller caller, ClientSettings settings, String prefix, Deadline deadline) {
    Topology topology = settings.address().topology();
    Durability weakest = Durability.SYNCED;
    String product = "";
    List<Node> nodes = caller.servers().all("Opening the store", deadline);
    for (Node node : nodes) {
      ServerFacts facts = ServerFacts.of(caller, node, settings.user(), prefix, deadline);
      facts.check();
      facts.checkMode(topology == Topology.CLUSTER);
      weakest = min(weakest, facts.durability());
      product = facts.product();
    }
    Failover failover = topology == Topology.STANDALONE ? Failover.NONE : Failover.MAY_LOSE_COMMITS;
    return new BackendInfo(
        "redis",
        product + ", " + topology.name().toLowerCase(java.util.Locale.ROOT),
        new Capabilities(weakest, failover, Reach.MANY_PROCESSES, Hints.PUSHED),
        LIMITS);
  }

  private static Durability min(Durability one, Durability other) {
    return List.of(one, other).stream().min(Comparator.naturalOrder()).orElse(one);
  }
}
