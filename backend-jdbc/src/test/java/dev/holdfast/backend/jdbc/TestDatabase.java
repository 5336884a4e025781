package dev.holdfast.backend.jdbc;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.testservers.SqlServer;
import java.util.Map;

/** Databases that a test has for itself. */
final class TestDatabase {

  private TestDatabase() {}

  /** Returns the configuration of an empty database on {@code server}. */
  static HoldfastConfig on(SqlServer server) {
    return of(server, server.newDatabase());
  }

  /** Returns the configuration of the database that {@code url} names. */
  static HoldfastConfig of(SqlServer server, String url) {
    return HoldfastConfig.from(
        Map.of(
            "holdfast.url", url,
            "holdfast.jdbc.user", server.user(),
            "holdfast.jdbc.password", server.password()));
  }
}
