package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a call goes to the server and back. */
class RoundTripsTest {

  private static final CellRef CELL = new CollectionRef("trips", "cells").cell("cell");
  private static final LogRef LOG = new LogRef("log");
  private static final UUID WRITER = UUID.randomUUID();

  @Test
  void onPostgresql_aCommitToAKnownCellTakesOne() {
    SqlServer server = SqlServers.postgresql();
    String url = server.newDatabase();
    WatchedSource source = new WatchedSource(() -> server.connect(url));
    try (Backend backend = open(source)) {
      commit(backend, 1);
      commit(backend, 2);

      assertThat(source.roundTrips(() -> commit(backend, 3))).isEqualTo(1);
      assertThat(source.roundTrips(() -> read(backend))).isEqualTo(1);
      assertThat(source.roundTrips(() -> list(backend))).isEqualTo(1);
    }
    try (Backend other = open(source)) {
      read(other);
      other.health(soon());
      assertThat(source.roundTrips(() -> commit(other, 4))).isEqualTo(1);
    }
  }

  @Test
  void onPostgresql_aCommitThatIsJudgedOnTheLockedCellTakesThree() {
    SqlServer server = SqlServers.postgresql();
    String url = server.newDatabase();
    WatchedSource source = new WatchedSource(() -> server.connect(url));
    try (Backend backend = open(source, Map.of("holdfast.jdbc.known-cells", "0"))) {
      commit(backend, 1);
      assertThat(source.roundTrips(() -> commit(backend, 2))).isEqualTo(3);
    }
  }

  @Test
  void onMariadb_aCommitToAKnownCellTakesOne() {
    SqlServer server = SqlServers.mariadb();
    String url = server.newDatabase();
    WatchedSource source = new WatchedSource(() -> mariadb(server, url));
    try (Backend backend = open(source)) {
      commit(backend, 1);
      assertThat(source.roundTrips(() -> commit(backend, 2))).isEqualTo(1);
      assertThat(source.roundTrips(() -> read(backend))).isEqualTo(1);
      assertThat(source.roundTrips(() -> list(backend))).isEqualTo(1);
    }
  }

  @Test
  void onMariadb_aCommitThatIsJudgedOnTheLockedCellTakesTwo() {
    SqlServer server = SqlServers.mariadb();
    String url = server.newDatabase();
    WatchedSource source = new WatchedSource(() -> mariadb(server, url));
    try (Backend backend = open(source, Map.of("holdfast.jdbc.known-cells", "0"))) {
      commit(backend, 1);
      assertThat(source.roundTrips(() -> commit(backend, 2))).isEqualTo(2);
    }
  }

  @Test
  void onMariadb_aCommitOnWhatIsNoLongerSoIsJudgedAnew() {
    SqlServer server = SqlServers.mariadb();
    String url = server.newDatabase();
    WatchedSource source = new WatchedSource(() -> mariadb(server, url));
    try (Backend backend = open(source);
        Backend other = open(source)) {
      commit(backend, 1);
      commit(other, 2);
      assertThat(source.roundTrips(() -> commit(backend, 3))).isEqualTo(4);
      assertThat(source.roundTrips(() -> commit(backend, 4))).isEqualTo(1);
    }
  }

  @Test
  void onH2_aCommitToAKnownCellReadsNothing() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=2000";
    WatchedSource source = new WatchedSource(() -> DriverManager.getConnection(url));
    try (Backend backend = open(source);
        Backend other = open(source)) {
      checkThatKnownCellsAreNotRead(source, backend, other);
    }
  }

  @Test
  void onSqlite_aCommitToAKnownCellReadsNothing(@TempDir Path directory) {
    SqliteOnSource database = new SqliteOnSource(directory.resolve("cells.db"));
    WatchedSource source = new WatchedSource(database::connect);
    HoldfastConfig config = settings(Map.of());
    try (Backend backend = SqliteOnSource.open(source, config);
        Backend other = SqliteOnSource.open(source, config)) {
      checkThatKnownCellsAreNotRead(source, backend, other);
    }
  }

  /** One that is not as it was seen costs a write in vain and the reading. */
  private static void checkThatKnownCellsAreNotRead(
      WatchedSource source, Backend backend, Backend other) {
    commit(backend, 1);
    int usual = source.roundTrips(() -> commit(backend, 2));
    commit(other, 3);
    assertThat(source.roundTrips(() -> commit(backend, 4))).isEqualTo(usual + 2);
    assertThat(source.roundTrips(() -> commit(backend, 5))).isEqualTo(usual);
  }

  private static Connection mariadb(SqlServer server, String url) throws SQLException {
    String many = url + (url.contains("?") ? "&" : "?") + "allowMultiQueries=true";
    Connection connection = DriverManager.getConnection(many, server.user(), server.password());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION tx_isolation = 'READ-COMMITTED'");
    }
    return connection;
  }

  private static Backend open(WatchedSource source) {
    return open(source, Map.of());
  }

  private static Backend open(WatchedSource source, Map<String, String> settings) {
    return JdbcProvider.open(source, settings(settings));
  }

  /** Sweeping would be counted too. */
  private static HoldfastConfig settings(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("holdfast.url", "jdbc:data-source");
    all.put("holdfast.jdbc.sweep-interval", "1h");
    return HoldfastConfig.from(all);
  }

  private static void commit(Backend backend, long version) {
    Bytes value = Bytes.utf8("value " + version);
    Commit commit =
        Commit.of(
                new Mutation.PutHead(version, value),
                new Mutation.Append(LOG, new Offset(version, 0), value))
            .withId(new CommitId(WRITER, version, Instant.now()));
    backend.commit(CELL, commit, soon());
  }

  private static void read(Backend backend) {
    Part.LogPart log = Part.LogPart.after(LOG, Offset.ORIGIN, 1_000, 1 << 20);
    backend.read(List.of(CellRead.of(CELL, Part.HeadPart.ANY, log)), soon());
  }

  private static void list(Backend backend) {
    backend.list(ListQuery.all(CELL.collection(), 100), soon());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}
