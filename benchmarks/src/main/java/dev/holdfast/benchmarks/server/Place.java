package dev.holdfast.benchmarks.server;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.HoldfastConfigBuilder;
import dev.holdfast.testservers.SqlServer;
import org.jspecify.annotations.Nullable;

/**
 * Where to store.
 *
 * @param url a URL that Holdfast and the driver both understand
 * @param user the user of a SQL database, or {@code null} for none
 * @param password the user's password
 */
record Place(String url, @Nullable String user, @Nullable String password) {

  static Place of(String url) {
    return new Place(url, null, null);
  }

  static Place of(SqlServer server, String url) {
    return new Place(url, server.user(), server.password());
  }

  HoldfastConfig config() {
    HoldfastConfigBuilder config = HoldfastConfig.of(url).toBuilder();
    if (user != null && password != null) {
      config.set("holdfast.jdbc.user", user).set("holdfast.jdbc.password", password);
      config.set("holdfast.jdbc.pool-size", Integer.toString(ServerEngine.CONNECTIONS));
    }
    return config.build();
  }
}
