package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.backend.jdbc.pool.Pools;
import dev.holdfast.backend.jdbc.sweep.Sweeper;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The space of what was dropped or deleted comes back. */
class ReclaimTest {

  private static final CellRef CELL = new CollectionRef("reclaim", "cells").cell("cell");
  private static final LogRef LOG = new LogRef("log");
  private static final MapRef MAP = MapRef.sorted("map");
  private static final Duration RETENTION = Duration.ofHours(24);

  private Instant now = Instant.parse("2026-11-22T00:00:00Z");
  private final InstantSource clock = () -> now;
  private String url = "";
  private Backend backend;
  private Connections connections;
  private Sweeper sweeper;

  @BeforeEach
  void open(TestInfo test) throws SQLException {
    url = "jdbc:h2:mem:" + test.getTestMethod().orElseThrow().getName();
    JdbcProvider provider = new JdbcProvider();
    HoldfastConfig config =
        HoldfastConfig.from(Map.of("holdfast.url", url, "holdfast.jdbc.sweep-interval", "1h"))
            .toBuilder()
            .clock(clock)
            .build();
    backend = provider.open(BackendConfig.of(config, provider));
    Dialect dialect = Dialects.named("h2");
    connections =
        new Pools(url, null, null, Duration.ofSeconds(5), "reclaim").open(dialect, 2, "test");
    sweeper = new Sweeper(connections, new Tables("holdfast_"), clock, RETENTION, "reclaim");
  }

  @AfterEach
  void close() {
    sweeper.close();
    connections.close();
    backend.close();
  }

  @Test
  void whatIsDropped_isReclaimedInSteps() throws SQLException {
    commit(entries(2_500, 2_000));
    commit(new Mutation.PutRow(MAP, Bytes.utf8("key"), Bytes.utf8("row")));
    commit(new Mutation.DropLog(LOG), new Mutation.DropMap(MAP), entries(1, 1)[0]);
    assertThat(count("entry")).isEqualTo(2_501);

    assertThat(sweeper.step()).isTrue();
    assertThat(count("entry")).isBetween(1_000L, 2_000L);
    sweepAll();

    assertThat(count("entry")).isEqualTo(1);
    assertThat(count("row")).isZero();
    assertThat(count("garbage")).isZero();
    commit(new Mutation.DeleteCell());
  }

  @Test
  void aDeletedCell_isForgottenOnceItsFloorsNeedNotBeKept() throws SQLException {
    commit(new Mutation.PutHead(1_000, Bytes.utf8("head")));
    commit(new Mutation.DeleteCell());
    long cells = count("cell");
    now = now.plus(RETENTION).minusMillis(1);
    sweepAll();
    assertThat(count("cell")).isEqualTo(cells);

    now = now.plusMillis(2);
    sweepAll();
    assertThat(count("cell")).isZero();
  }

  @Test
  void writersOfACellThatWasForgottenByHalves_areForgottenToo() throws SQLException {
    for (int i = 0; i < 2; i++) {
      Commit commit = Commit.of(new Mutation.AppendNext(LOG, Bytes.utf8("entry")));
      commit(commit.withId(new CommitId(UUID.randomUUID(), 1, now)));
    }
    commit(new Mutation.DeleteCell());
    assertThat(count("writer")).isPositive();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM holdfast_cell"); // the process died behind it
    }
    now = now.plus(RETENTION).plusMillis(1);
    sweepAll();

    assertThat(count("writer")).isZero();
  }

  @Test
  void aCellThatCameBack_isNotForgotten() throws SQLException {
    commit(new Mutation.PutHead(5_000, Bytes.utf8("head")));
    commit(new Mutation.DeleteCell());
    commit(new Mutation.PutHead(5_001, Bytes.utf8("head")));
    now = now.plus(RETENTION).plusMillis(2);
    sweepAll();

    assertThat(count("cell")).isEqualTo(1);
    commit(new Mutation.DeleteCell());
  }

  private void sweepAll() {
    while (sweeper.step()) {
      assertThat(sweeper).isNotNull();
    }
  }

  /** Two entries of 2,000 bytes do not fit into one row. */
  private static Mutation[] entries(int count, int bytes) {
    List<Mutation> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Mutation.AppendNext(LOG, Bytes.wrap(new byte[bytes])));
    }
    return all.toArray(Mutation[]::new);
  }

  private void commit(Mutation... mutations) {
    commit(Commit.of(mutations));
  }

  private void commit(Commit commit) {
    backend.commit(CELL, commit, Deadline.after(Duration.ofSeconds(30)));
  }

  private long count(String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM holdfast_" + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
