package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.tck.fault.FaultProxy;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that falls silent, where making a connection may take very long. */
@OnEngine(Engine.POSTGRESQL)
class SilentServerTest {

  private static final int CALLS = 4;

  @Test
  @Timeout(60)
  void callsEndByTheirDeadline_alsoWhereConnectionsHaveToBeMade() {
    SqlServer server = SqlServers.postgresql();
    String url = server.newDatabase();
    URI address = URI.create(url.substring("jdbc:".length()));
    try (FaultProxy proxy =
        new FaultProxy(new InetSocketAddress(address.getHost(), address.getPort()))) {
      String through =
          url.replace("//" + address.getAuthority(), "//127.0.0.1:" + proxy.address().getPort());
      Map<String, String> keys = new HashMap<>(TestDatabase.keys(server, through));
      keys.put("holdfast.jdbc.connect-timeout", "5min");
      JdbcProvider provider = new JdbcProvider();
      try (Backend backend = provider.open(BackendConfig.of(HoldfastConfig.from(keys), provider))) {
        read(backend, Duration.ofSeconds(30));
        proxy.stall();
        for (int i = 0; i < CALLS; i++) {
          assertThatThrownBy(() -> read(backend, Duration.ofMillis(300)))
              .isInstanceOf(UnavailableException.class);
        }
        proxy.heal();
        read(backend, Duration.ofSeconds(30));
      }
    }
  }

  private static void read(Backend backend, Duration time) {
    backend.head(new CollectionRef("silent", "cells").cell("cell"), null, Deadline.after(time));
  }
}
