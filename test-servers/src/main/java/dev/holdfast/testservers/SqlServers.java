package dev.holdfast.testservers;

import java.net.URI;

/**
 * SQL databases for tests.
 *
 * <p>Each server is started once per JVM, on first use, and syncs every commit to its disk. A test
 * that needs an engine which {@code -Dholdfast.engines} leaves out ends as skipped; {@link
 * OnEngine} skips its whole class. Thread-safe.
 */
public final class SqlServers {

  private static final Shared<SqlServer> POSTGRESQL =
      new Shared<>(Engine.POSTGRESQL, () -> make(Engine.POSTGRESQL));
  private static final Shared<SqlServer> MARIADB =
      new Shared<>(Engine.MARIADB, () -> make(Engine.MARIADB));

  private SqlServers() {}

  /**
   * Returns the PostgreSQL server that all tests share.
   *
   * @throws IllegalStateException if it cannot be started
   */
  public static SqlServer postgresql() {
    return POSTGRESQL.get();
  }

  /**
   * Returns the MariaDB server that all tests share.
   *
   * @throws IllegalStateException if it cannot be started
   */
  public static SqlServer mariadb() {
    return MARIADB.get();
  }

  private static SqlServer make(Engine engine) {
    SqlServer server =
        Setting.of(engine, "url")
            .map(url -> given(engine, url))
            .orElseGet(
                () -> engine == Engine.POSTGRESQL ? Postgresql.prepare() : Mariadb.prepare());
    server.start();
    return server;
  }

  private static SqlServer given(Engine engine, String url) {
    URI uri = URI.create(url.replaceFirst("^jdbc:", ""));
    if (!url.startsWith("jdbc:" + engine.id() + "://") || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "Not a URL of this engine, which is jdbc:%s://host:port/database".formatted(engine.id()));
    }
    return new SqlServer(
        uri.getHost(),
        uri.getPort(),
        Given.RUNNER,
        url,
        Setting.of(engine, "user").orElse(""),
        Setting.of(engine, "password").orElse(""));
  }
}
