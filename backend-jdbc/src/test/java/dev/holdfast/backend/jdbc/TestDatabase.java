package dev.holdfast.backend.jdbc;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.testservers.SqlServer;
import java.net.InetSocketAddress;
import java.util.Map;

/** Databases that a test has for itself. */
final class TestDatabase {

  private TestDatabase() {}

  /** Returns an empty database, whose server the kit may restart and put a proxy before. */
  static TckTarget target(SqlServer server) {
    String url = server.newDatabase();
    String address = "//" + server.host() + ":" + server.port();
    TckTarget target =
        TckTarget.config(of(server, url))
            .restartable()
            .fromProcesses(keys(server, url))
            .overTcp(
                new InetSocketAddress(server.host(), server.port()),
                proxy ->
                    TckTarget.config(
                            of(
                                server,
                                url.replace(
                                    address, "//" + proxy.getHostString() + ":" + proxy.getPort())))
                        .restartable());
    return server.isOurs() ? target.onRestart(server::restart) : target;
  }

  /** Returns the configuration of the database that {@code url} names. */
  static HoldfastConfig of(SqlServer server, String url) {
    return HoldfastConfig.from(keys(server, url));
  }

  /** Returns the keys with which any process opens the database that {@code url} names. */
  static Map<String, String> keys(SqlServer server, String url) {
    return Map.of(
        "holdfast.url",
        url,
        "holdfast.jdbc.user",
        server.user(),
        "holdfast.jdbc.password",
        server.password());
  }
}
