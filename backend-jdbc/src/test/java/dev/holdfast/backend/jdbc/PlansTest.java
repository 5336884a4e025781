package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever reads the first rows of many goes along an index: a database that finds none reads and
 * sorts all of them, as H2 does where the order does not name every column of an index.
 */
class PlansTest {

  private static final CellRef CELL = new CollectionRef("plans", "cells").cell("cell");
  private static final LogRef LOG = new LogRef("log");
  private static final MapRef SORTED = MapRef.sorted("map");
  private static final Bytes KEY = Bytes.utf8("key");

  private static final String LISTING = "SELECT counters";

  /** What tells the ways of reading apart: each has to be among what was sent. */
  private static final List<String> WAYS =
      List.of(
          LISTING,
          "position > ? AND position < ?",
          "position >= ?",
          "SUBSTR(marks, 9, 16)",
          "row_key < ?",
          "ORDER BY position DESC)",
          "ORDER BY row_key)",
          "ORDER BY due",
          "LIMIT 1 OFFSET");

  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final CountDownLatch swept = new CountDownLatch(1);

  @Test
  void h2_sortsNothing() throws Exception {
    String url = "jdbc:h2:mem:plans";
    try (Connection connection = DriverManager.getConnection(url)) {
      for (String sql : limited(() -> DriverManager.getConnection(url), JdbcProvider::open)) {
        assertThat(plan(connection, "EXPLAIN " + sql)).as(sql).contains("/* index sorted */");
      }
    }
  }

  @Test
  void sqlite_sortsNothing(@TempDir Path directory) throws Exception {
    SqliteOnSource database = new SqliteOnSource(directory.resolve("plans"));
    try (Connection connection = database.connect()) {
      for (String sql : limited(database::connect, SqliteOnSource::open)) {
        String plan = plan(connection, "EXPLAIN QUERY PLAN " + sql);
        assertThat(plan)
            .as(sql)
            .contains(sql.contains(LISTING) ? "COVERING INDEX" : "SEARCH holdfast_")
            .doesNotContain("SCAN holdfast_")
            .doesNotContainPattern("SEARCH holdfast_.*\nUSE TEMP B-TREE"); // of few rows later
      }
    }
  }

  /** Returns what is sent that reads the first rows of many. */
  private List<String> limited(
      WatchedSource.Opener opener, BiFunction<DataSource, HoldfastConfig, Backend> open)
      throws InterruptedException {
    ask(opener, open);
    List<String> limited = sent.stream().filter(text -> text.contains("LIMIT")).toList();
    assertThat(WAYS).allSatisfy(way -> assertThat(limited).anyMatch(sql -> sql.contains(way)));
    return limited;
  }

  /** Lists, reads, trims and reclaims, with bounds and without. */
  private void ask(
      WatchedSource.Opener opener, BiFunction<DataSource, HoldfastConfig, Backend> open)
      throws InterruptedException {
    WatchedSource source = new WatchedSource(opener);
    source.interfere(
        text -> {
          sent.add(text);
          if (text.contains("OFFSET")) {
            swept.countDown();
          }
        });
    HoldfastConfig config =
        HoldfastConfig.from(
            Map.of("holdfast.url", "jdbc:data-source", "holdfast.jdbc.sweep-interval", "100ms"));
    try (Backend backend = open.apply(source, config)) {
      for (int i = 1; i <= 3; i++) {
        commit(
            backend,
            new Mutation.AppendNext(LOG, Bytes.utf8("entry")),
            new Mutation.AppendNext(LOG, Bytes.utf8("another")),
            new Mutation.PutRow(SORTED, KEY, Bytes.utf8("row")));
      }
      for (Direction direction : Direction.values()) {
        for (int most : new int[] {1, 1_000}) {
          read(
              backend,
              new Part.LogPart(LOG, Offset.ORIGIN, Offset.END, direction, 9, most, 0),
              new Part.LogPart(LOG, Offset.ORIGIN, new Offset(5, 0), direction, 9, most, 0),
              new Part.ScanPart(SORTED, null, null, direction, null, 9, most),
              new Part.ScanPart(SORTED, KEY, Bytes.utf8("z"), direction, null, 9, most));
        }
        for (Bytes cursor : new Bytes[] {null, Bytes.utf8("a")}) {
          backend.list(
              new ListQuery(CELL.collection(), "c", null, null, null, direction, cursor, 10),
              soon());
        }
      }
      read(backend, new Part.LogStatsPart(LOG));
      commit(backend, new Mutation.TrimToLatest(LOG, 4));
      commit(backend, new Mutation.TrimThrough(LOG, new Offset(3, 0)));
      commit(backend, new Mutation.TruncateAfter(LOG, new Offset(5, 0)));
      commit(backend, new Mutation.DropLog(LOG));
      assertThat(swept.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void commit(Backend backend, Mutation... mutations) {
    backend.commit(CELL, Commit.of(mutations), soon());
  }

  private static void read(Backend backend, Part<?>... parts) {
    backend.read(List.of(CellRead.of(CELL, parts)), soon());
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setString(i, "1"); // which goes for bytes and for a number
      }
      try (ResultSet row = statement.executeQuery()) {
        StringBuilder plan = new StringBuilder();
        while (row.next()) {
          plan.append(row.getString(row.getMetaData().getColumnCount())).append('\n');
        }
        return plan.toString();
      }
    }
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
