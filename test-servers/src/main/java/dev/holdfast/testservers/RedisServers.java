package dev.holdfast.testservers;

import java.nio.file.Path;

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

  private static final Shared<RedisSentinels> SENTINELS =
      new Shared<>(Engine.REDIS_SENTINEL, RedisSentinels::start);
  private static final Shared<RedisServer> TLS =
      new Shared<>(Engine.REDIS_TLS, RedisServers::makeTls);

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
   * Returns the Sentinels and their servers that all tests share.
   *
   * @throws IllegalStateException if they cannot be started
   */
  public static RedisSentinels sentinel() {
    return SENTINELS.get();
  }

  /**
   * Returns the server that speaks TLS alone and lets in one user alone.
   *
   * @throws IllegalStateException if it cannot be started
   */
  public static RedisServer tls() {
    return TLS.get();
  }

  /**
   * Starts a server for one test alone, with settings as in its file: {@code "maxmemory 1mb"}. The
   * test kills it in the end, or leaves it to the end of the JVM.
   *
   * @throws IllegalStateException if it cannot be started
   */
  public static RedisServer start(String... settings) {
    Engine.REDIS.orSkip();
    return RedisNode.start("redis", settings);
  }

  private static RedisServer makeStandalone() {
    return Setting.of(Engine.REDIS, "url")
        .map(RedisUrl::server)
        .orElseGet(() -> RedisNode.start("redis"));
  }

  private static RedisServer makeTls() {
    return Setting.of(Engine.REDIS_TLS, "url")
        .map(url -> RedisUrl.server(url, givenCertificate()))
        .orElseGet(RedisNode::startTls);
  }

  private static Path givenCertificate() {
    return Setting.of(Engine.REDIS_TLS, "certificate")
        .map(Path::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "holdfast.test.redis-tls.certificate names no file with the server's"
                        + " certificate."));
  }
}
