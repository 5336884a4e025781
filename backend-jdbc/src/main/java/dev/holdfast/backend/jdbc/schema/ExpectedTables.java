package dev.holdfast.backend.jdbc.schema;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Failure;
import dev.holdfast.backend.jdbc.dialect.Tables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns that the tables have in this release, and how those found differ. */
final class ExpectedTables {

  private enum Kind {
    NUMBER,
    BINARY,
    OTHER
  }

  private final Map<String, Map<String, Kind>> tables = new LinkedHashMap<>();

  private final Dialect dialect;

  ExpectedTables(Tables names, Dialect dialect) {
    this.dialect = dialect;
    add(names.collection(), "num", "namespace*", "name*");
    add(
        names.cell(),
        "num",
        "collection",
        "id*",
        "listed",
        "updated_at",
        "stamp",
        "bytes",
        "touched",
        "counters*",
        "state*",
        "head*");
    add(names.entry(), "cell", "incarnation", "position*", "marks*", "content*");
    add(names.row(), "cell", "incarnation", "row_key*", "version", "content*");
    add(names.writer(), "cell", "writer*", "committed_at", "result*");
    add(names.garbage(), "cell", "incarnation", "due");
  }

  /** A star marks a binary column. */
  private void add(String table, String... columns) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (String column : columns) {
      boolean isBinary = column.endsWith("*");
      String name = isBinary ? column.substring(0, column.length() - 1) : column;
      kinds.put(name, isBinary ? Kind.BINARY : Kind.NUMBER);
    }
    tables.put(table, kinds);
  }

  /**
   * Returns a line for each table that is not as it should be.
   *
   * @throws SQLException if the tables are not to blame
   */
  List<String> differences(Connection connection) throws SQLException {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, Map<String, Kind>> table : tables.entrySet()) {
      String found = found(connection, table.getKey(), table.getValue());
      if (!found.isEmpty()) {
        differences.add(
            "table %s: expected %s, found %s".formatted(table.getKey(), table.getValue(), found));
      }
    }
    return differences;
  }

  /** Returns what a table is instead of what it should be; empty if it is that. */
  private String found(Connection connection, String table, Map<String, Kind> expected)
      throws SQLException {
    try {
      Map<String, Kind> found = columns(connection, table);
      return found.entrySet().containsAll(expected.entrySet()) ? "" : found.toString();
    } catch (SQLException e) {
      if (dialect.failure(e) != Failure.SCHEMA) {
        throw e;
      }
      return "none that can be read (%s)".formatted(e.getMessage());
    }
  }

  private static Map<String, Kind> columns(Connection connection, String table)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
      ResultSetMetaData data = none.getMetaData();
      Map<String, Kind> kinds = new LinkedHashMap<>();
      for (int i = 1; i <= data.getColumnCount(); i++) {
        kinds.put(data.getColumnName(i).toLowerCase(Locale.ROOT), kind(data.getColumnType(i)));
      }
      return kinds;
    }
  }

  private static Kind kind(int type) {
    return switch (type) {
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT, Types.NUMERIC -> Kind.NUMBER;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BINARY;
      default -> Kind.OTHER;
    };
  }
}
