package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Revision;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import dev.holdfast.value.Bytes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads of cells that a reader knows by a row that is no more, as after a sweep. */
class HeadReadTest {

  private static final CellRef CELL = new CollectionRef("heads", "cells").cell("cell");
  private static final Bytes FIRST = Bytes.utf8("first");
  private static final Bytes SECOND = Bytes.utf8("second");

  @TempDir Path directory;

  @Test
  void onH2_aCellInAnotherRow_isFound() throws SQLException {
    aCellInAnotherRow_isFound(Map.of("holdfast.url", "jdbc:h2:mem:" + UUID.randomUUID()));
  }

  @Test
  void onSqlite_aCellInAnotherRow_isFound() throws SQLException {
    aCellInAnotherRow_isFound(Map.of("holdfast.url", "jdbc:sqlite:" + directory.resolve("db")));
  }

  @Test
  void onPostgresql_aCellInAnotherRow_isFound() throws SQLException {
    SqlServer server = SqlServers.postgresql();
    aCellInAnotherRow_isFound(TestDatabase.keys(server, server.newDatabase()));
  }

  @Test
  void onMariadb_aCellInAnotherRow_isFound() throws SQLException {
    SqlServer server = SqlServers.mariadb();
    aCellInAnotherRow_isFound(TestDatabase.keys(server, server.newDatabase()));
  }

  private static void aCellInAnotherRow_isFound(Map<String, String> keys) throws SQLException {
    try (Backend reader = open(keys)) {
      put(reader, FIRST);
      Revision first = present(reader).revision();
      assertThat(head(reader, first)).isEqualTo(new HeadAnswer.Unchanged(first));

      removeRow(keys);
      try (Backend other = open(keys)) {
        put(other, SECOND);
      }

      assertThat(present(reader).value()).isEqualTo(SECOND);
      removeRow(keys);
      assertThat(head(reader, first)).isEqualTo(HeadAnswer.ABSENT);
    }
  }

  private static void removeRow(Map<String, String> keys) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                keys.get("holdfast.url"),
                keys.get("holdfast.jdbc.user"),
                keys.get("holdfast.jdbc.password"));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("DELETE FROM holdfast_cell")).isEqualTo(1);
    }
  }

  private static Backend open(Map<String, String> keys) {
    JdbcProvider provider = new JdbcProvider();
    return provider.open(BackendConfig.of(HoldfastConfig.from(keys), provider));
  }

  private static void put(Backend backend, Bytes value) {
    backend.commit(CELL, Commit.of(new Mutation.PutHead(1, value)), soon());
  }

  private static Head present(Backend backend) {
    return ((HeadAnswer.Present) head(backend, null)).head();
  }

  private static HeadAnswer head(Backend backend, @Nullable Revision unless) {
    return backend.head(CELL, unless, soon());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
