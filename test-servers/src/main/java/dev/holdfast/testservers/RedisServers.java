package dev.holdfast.testservers;

import java.util.Arrays;
import java.util.List;

/**
 * Redis for tests, in each of the forms that applications meet.
 *
 * <p>Each is started once per JVM, on first use, and keeps what it is told ({@code appendonly yes},
 * {@code appendfsync always}). A test that needs an engine which {@code -Dholdfast.engines} leaves
 * out ends as skipped; {@link OnEngine} skips its whole class. Thread-safe.
 */
public final class RedisServers {

  private static final Shared<RedisServer> STANDALONE =
      new Shared<>(Engine.REDIS, RedisServers::makeStandalone);
  private static final Shared<RedisCluster> CLUSTER =
      new Shared<>(Engine.REDIS_CLUSTER, RedisCluster::start);

  private RedisServers() {}

  /**
   * Returns the one server that all tests share.
   *
   * @throws IllegalStateException if it cannot be started
   */
  public static RedisServer standalone() {
    return STANDALONE.get();
  }

  /**
   * Returns the cluster that all tests share.
   *
   * @throws IllegalStateException if it cannot be started
   */
  public static RedisCluster cluster() {
    return CLUSTER.get();
  }

  /**
   * Starts a server for one test alone, with settings as on its command line: {@code "--maxmemory",
   * "1mb"}. The test kills it in the end, or leaves it to the end of the JVM.
   *
   * @throws IllegalStateException if it cannot be started
   */
  public static RedisServer start(String... settings) {
    Engine.REDIS.orSkip();
    return RedisNode.start("redis", Arrays.asList(settings));
  }

  private static RedisServer makeStandalone() {
    return Setting.of(Engine.REDIS, "url")
        .map(RedisUrl::server)
        .orElseGet(() -> RedisNode.start("redis", List.of()));
  }
}
