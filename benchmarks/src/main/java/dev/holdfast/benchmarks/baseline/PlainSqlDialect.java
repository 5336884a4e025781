package dev.holdfast.benchmarks.baseline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What {@link PlainSqlCells} says differently to each database. */
public enum PlainSqlDialect {
  /** One statement, so one round trip. */
  POSTGRESQL("bytea", "bytea", "bytea") {
    /** A statement is a transaction. */
    @Override
    boolean isAutoCommit() {
      return true;
    }

    @Override
    boolean write(Connection connection, Change change) throws SQLException {
      String sql =
          "WITH changed AS (%s RETURNING id), remembered AS (%s) %s"
              .formatted(
                  update(change),
                  "INSERT INTO writer SELECT id, ?, ?, ? FROM changed" + ON_CONFLICT,
                  "INSERT INTO entry SELECT id, ? + position, content, ? FROM changed,"
                      + " unnest(?) WITH ORDINALITY AS given (content, position)");
      List<Object> arguments = new ArrayList<>(updateArguments(change));
      arguments.addAll(
          List.of(
              change.writerBytes(),
              change.commit().number(),
              change.last(),
              change.expected(),
              change.at()));
      arguments.add(connection.createArrayOf("bytea", change.entries().toArray(byte[][]::new)));
      try (PreparedStatement all = prepare(connection, sql, arguments)) {
        return all.executeUpdate() > 0;
      }
    }
  },

  /** Two round trips, the second with several statements in one text. */
  MARIADB("VARBINARY(512)", "BINARY(16)", "LONGBLOB") {
    @Override
    Map<String, String> properties() {
      return Map.of("allowMultiQueries", "true", "transactionIsolation", "READ_COMMITTED");
    }

    @Override
    String insertCell() {
      return "INSERT IGNORE INTO cell VALUES (?, 0, NULL, 0, 0)";
    }

    @Override
    void addContents(Connection connection, Change change) throws SQLException {
      String rows = String.join(", ", Collections.nCopies(change.entries().size(), "(?, ?, ?, ?)"));
      List<Object> arguments = new ArrayList<>(writerArguments(change));
      for (int i = 0; i < change.entries().size(); i++) {
        arguments.addAll(
            List.of(change.idBytes(), change.first() + i, change.entries().get(i), change.at()));
      }
      String sql = "%s; INSERT INTO entry VALUES %s; COMMIT".formatted(ON_DUPLICATE, rows);
      try (PreparedStatement all = prepare(connection, sql, arguments)) {
        all.execute();
        while (all.getMoreResults() || all.getUpdateCount() != -1) {
          // A statement that fails behind others shows when its result is asked for.
        }
      }
    }
  },

  /**
   * In this process, with one connection for all writers: H2 loses commits where another writer's
   * statement or transaction is undone meanwhile.
   */
  H2("VARBINARY(512)", "BINARY(16)", "VARBINARY(1048576)") {
    /** Without results that H2 keeps: it answers with stale ones. */
    @Override
    Map<String, String> properties() {
      return Map.of("OPTIMIZE_REUSE_RESULTS", "FALSE");
    }

    @Override
    String insertCell() {
      return "MERGE INTO cell USING (VALUES (CAST(? AS VARBINARY(512)))) AS given (id)"
          + " ON cell.id = given.id WHEN NOT MATCHED THEN INSERT VALUES (given.id, 0, NULL, 0, 0)";
    }

    @Override
    int writers(int connections) {
      return 1;
    }

    @Override
    String upsertWriter() {
      return "MERGE INTO writer KEY (id, writer) VALUES (?, ?, ?, ?)";
    }
  },

  /**
   * In this process, with one connection for all writers. The transactions of the driver begin
   * where the one before ends, and with them the lock that keeps all other processes out.
   */
  SQLITE("BLOB", "BLOB", "BLOB") {
    @Override
    Map<String, String> properties() {
      return Map.of("journal_mode", "WAL", "synchronous", "FULL", "busy_timeout", "30000");
    }

    @Override
    boolean isAutoCommit() {
      return true;
    }

    @Override
    int writers(int connections) {
      return 1;
    }

    @Override
    boolean write(Connection connection, Change change) throws SQLException {
      execute(connection, "BEGIN IMMEDIATE");
      boolean written = false;
      try {
        written = super.write(connection, change);
      } finally {
        execute(connection, written ? "COMMIT" : "ROLLBACK");
      }
      return written;
    }

    @Override
    void end(Connection connection, boolean written) {
      // The transaction is the statements around this.
    }
  };

  private static final String ON_CONFLICT =
      " ON CONFLICT (id, writer) DO UPDATE SET number = excluded.number, answer = excluded.answer";
  private static final String ON_DUPLICATE =
      "INSERT INTO writer VALUES (?, ?, ?, ?)"
          + " ON DUPLICATE KEY UPDATE number = VALUES(number), answer = VALUES(answer)";
  private static final String NOT_OVERTAKEN =
      " AND NOT EXISTS (SELECT 1 FROM writer w WHERE w.id = cell.id AND w.writer = ?"
          + " AND w.number >= ?)";

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> tables;

  PlainSqlDialect(String id, String writer, String content) {
    this.tables =
        List.of(
            "CREATE TABLE IF NOT EXISTS cell (id %s PRIMARY KEY, version BIGINT NOT NULL,"
                    .formatted(id)
                + " content %s, newest BIGINT NOT NULL, written_at BIGINT NOT NULL)"
                    .formatted(content),
            "CREATE TABLE IF NOT EXISTS entry (id %s, position BIGINT, content %s NOT NULL,"
                    .formatted(id, content)
                + " written_at BIGINT NOT NULL, PRIMARY KEY (id, position))",
            "CREATE TABLE IF NOT EXISTS writer (id %s, writer %s, number BIGINT NOT NULL,"
                    .formatted(id, writer)
                + " answer BIGINT NOT NULL, PRIMARY KEY (id, writer))");
  }

  List<String> tables() {
    return tables;
  }

  /** Returns properties of connections. */
  Map<String, String> properties() {
    return Map.of();
  }

  /** Tells whether writing does without the transactions of the driver. */
  boolean isAutoCommit() {
    return false;
  }

  /** Returns how many connections write. */
  int writers(int connections) {
    return connections;
  }

  /** Returns what inserts a cell that has nothing yet, unless it is there. */
  String insertCell() {
    return "INSERT INTO cell VALUES (?, 0, NULL, 0, 0) ON CONFLICT (id) DO NOTHING";
  }

  String upsertWriter() {
    return "INSERT INTO writer VALUES (?, ?, ?, ?)" + ON_CONFLICT;
  }

  /**
   * Applies a change and commits.
   *
   * @return whether there was such a cell, in the state that the change expects
   */
  boolean write(Connection connection, Change change) throws SQLException {
    try (PreparedStatement update = prepare(connection, update(change), updateArguments(change))) {
      if (update.executeUpdate() == 0) {
        end(connection, false);
        return false;
      }
    }
    addContents(connection, change);
    return true;
  }

  /** Ends the transaction of a change. */
  void end(Connection connection, boolean written) throws SQLException {
    if (written) {
      connection.commit();
    } else {
      connection.rollback();
    }
  }

  /** Adds the rows of the writer and of the entries, and commits. */
  void addContents(Connection connection, Change change) throws SQLException {
    try (PreparedStatement writer = prepare(connection, upsertWriter(), writerArguments(change));
        PreparedStatement entry =
            connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?)")) {
      writer.executeUpdate();
      byte[] id = change.idBytes();
      for (int i = 0; i < change.entries().size(); i++) {
        entry.setBytes(1, id);
        entry.setLong(2, change.first() + i);
        entry.setBytes(3, change.entries().get(i));
        entry.setLong(4, change.at());
        entry.addBatch();
      }
      entry.executeBatch();
    }
    end(connection, true);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String update(Change change) {
    return change.value() == null
        ? "UPDATE cell SET newest = ? WHERE id = ? AND newest < ?" + NOT_OVERTAKEN
        : "UPDATE cell SET newest = ?, version = ?, content = ?, written_at = ? WHERE id = ? AND newest < ?"
            + " AND version = ?"
            + NOT_OVERTAKEN;
  }

  static List<Object> updateArguments(Change change) {
    byte[] value = change.value();
    byte[] id = change.idBytes();
    byte[] writer = change.writerBytes();
    long first = change.first();
    long number = change.commit().number();
    return value == null
        ? List.of(change.last(), id, first, writer, number)
        : List.of(first, first, value, change.at(), id, first, change.expected(), writer, number);
  }

  static List<Object> writerArguments(Change change) {
    return Arrays.asList(
        change.idBytes(), change.writerBytes(), change.commit().number(), change.last());
  }

  static PreparedStatement prepare(Connection connection, String sql, List<Object> arguments)
      throws SQLException {
    return PlainSqlCells.prepare(connection, sql, arguments.toArray());
  }
}
