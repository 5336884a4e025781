package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.tck.fault.FaultProxy;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import dev.holdfast.value.Bytes;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hints between instances, where something goes wrong. */
@OnEngine(Engine.POSTGRESQL)
@Timeout(60)
class PushedHintsTest {

  private static final CellRef CELL = new CollectionRef("hints", "cells").cell("cell");

  private final SqlServer server = SqlServers.postgresql();
  private final String url = server.newDatabase();
  private final Hearer hearer = new Hearer();

  @ParameterizedTest
  @ValueSource(strings = {"hello", "hello x", "hello AAAAAAAAAAAAAAAA"})
  void foreignNotifications_makeWatchersReadEverything(String text) throws Exception {
    try (Backend writer = open(url);
        Backend reader = open(url);
        Connection foreigner = connect();
        Statement statement = foreigner.createStatement()) {
      watch(reader);
      statement.execute("NOTIFY holdfast_hints, '" + text + "'");
      assertThat(hearer.next()).isEqualTo(Hearer.RESYNC);

      commit(writer);
      assertThat(hearer.next()).isEqualTo(CELL.id());
    }
  }

  @Test
  void aConnectionThatFallsSilent_isNoticed() throws Exception {
    try (FaultProxy proxy = new FaultProxy(new InetSocketAddress(server.host(), server.port()));
        Backend reader = open(through(proxy))) {
      watch(reader);
      proxy.stall();
      assertThat(hearer.within(11)).isNull();
      proxy.heal();
      assertThat(hearer.next()).isEqualTo(Hearer.RESYNC);
    }
  }

  @Test
  void aCommitUnderWayAtClose_isHeardOf() throws Exception {
    try (Backend writer = open(url);
        Backend reader = open(url);
        Connection owner = connect();
        Statement statement = owner.createStatement()) {
      watch(reader);
      owner.setAutoCommit(false);
      statement.execute("LOCK TABLE holdfast_cell IN EXCLUSIVE MODE");
      Thread committing = start(() -> commit(writer));
      await(() -> isAnyBlocked(statement));
      Thread closing = start(writer::close);
      await(() -> isIn("awaitEmpty", closing));
      owner.rollback();
      committing.join();
      closing.join();

      assertThat(hearer.next()).isIn(CELL.id(), Hearer.RESYNC);
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static boolean isAnyBlocked(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock')")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static boolean isIn(String method, Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  private String through(FaultProxy proxy) {
    return url.replace(
        "//" + server.host() + ":" + server.port(), "//127.0.0.1:" + proxy.address().getPort());
  }

  private static Backend open(HoldfastConfig config) {
    JdbcProvider provider = new JdbcProvider();
    return provider.open(BackendConfig.of(config, provider));
  }

  private Backend open(String through) {
    return open(TestDatabase.of(server, through));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, server.user(), server.password());
  }

  private void watch(Backend backend) {
    backend.watch(WatchScope.of(CELL.collection()), hearer, soon());
  }

  private static void commit(Backend backend) {
    backend.commit(CELL, Commit.of(new Mutation.PutHead(1, Bytes.utf8("head"))), soon());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
