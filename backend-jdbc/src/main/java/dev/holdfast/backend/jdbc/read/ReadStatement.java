package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.CellColumns;
import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.MapState;
import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Revision;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement that reads cells and, joined by {@code UNION ALL}, what their parts ask for, so
 * that all comes from one state.
 *
 * <p>All its selects have the columns of a cell's row, behind the number of the slot that they
 * fill; an entry or row of a map uses three of them.
 */
final class ReadStatement {

  private static final int KEY = 9;
  private static final int CONTENT = 10;
  private static final int NUMBER = 3;

  private final Connection connection;
  private final Dialect dialect;
  private final Tables tables;
  private final StringBuilder sql = new StringBuilder(512);
  private final List<Object> arguments = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();

  /** Takes the rows of one select. */
  interface Slot {
    void take(ResultSet row) throws SQLException;
  }

  ReadStatement(Connection connection, Dialect dialect, Tables tables) {
    this.connection = connection;
    this.dialect = dialect;
    this.tables = tables;
  }

  /** Reads a cell's row; its head, the last column, only where it is wanted. */
  void cell(long collection, Bytes id, Part.@Nullable HeadPart head, Slot slot) {
    next(slot);
    sql.append(CellColumns.NAMES).append(", ");
    Revision unless = head == null ? null : head.unless();
    if (head == null) {
      sql.append(dialect.noBytes());
    } else if (unless == null) {
      sql.append("head");
    } else {
      sql.append("CASE WHEN version = ? AND tag = ? THEN ");
      sql.append(dialect.noBytes()).append(" ELSE head END");
      arguments.add(unless.version());
      arguments.add(unless.tag());
    }
    sql.append(" FROM ").append(tables.cell()).append(" WHERE collection = ? AND id = ?");
    arguments.add(collection);
    arguments.add(id);
  }

  /** Reads the head's value from a row that {@link #cell} asked for. */
  static Bytes head(ResultSet row) throws SQLException {
    return bytes(row, CONTENT);
  }

  /** Reads the entries of a log, one more than are wanted. */
  void entries(long cell, LogState log, Part.LogPart part, List<Fetched> found) {
    boolean descending = part.direction() == Direction.DESCENDING;
    Range range =
        new Range(tables.entry(), "position", "written_at", "OCTET_LENGTH(content)", descending);
    range.inside(cell, log.counters().incarnation());
    range.where(" AND position > ? AND position <= ?");
    range.arguments.add(Positions.encode(part.after()));
    range.arguments.add(Positions.encode(part.upTo()));
    add(range, part.maxEntries() + 1, part.maxBytes(), log.bytes(), found);
  }

  /** Reads the first entry of a log. */
  void first(long cell, LogState log, List<Fetched> found) {
    Range range = new Range(tables.entry(), "position", "written_at", "0", false);
    range.inside(cell, log.counters().incarnation());
    range.content = dialect.noBytes();
    add(range, 1, 1, 0, found);
  }

  /** Reads the rows of a map, one more than are wanted. */
  void rows(
      long cell, MapState map, Part.ScanPart part, @Nullable Bytes last, List<Fetched> found) {
    boolean descending = part.direction() == Direction.DESCENDING;
    Range range =
        new Range(
            tables.row(),
            "row_key",
            "version",
            "OCTET_LENGTH(row_key) + OCTET_LENGTH(content)",
            descending);
    range.inside(cell, map.counters().incarnation());
    range.bound(" AND row_key >= ?", part.from());
    range.bound(" AND row_key < ?", part.to());
    range.bound(descending ? " AND row_key < ?" : " AND row_key > ?", last);
    add(range, part.maxRows() + 1, part.maxBytes(), map.bytes(), found);
  }

  /** Reads rows of a map by their keys. */
  void rows(long cell, MapState map, List<Bytes> keys, List<Fetched> found) throws SQLException {
    Range range = new Range(tables.row(), "row_key", "version", "0", false);
    range.inside(cell, map.counters().incarnation());
    range.where(" AND " + dialect.isOneOf("row_key", keys.size()));
    range.arguments.addAll(dialect.keys(connection, keys));
    next(fetching(found));
    sql.append(columns(range)).append(range.from());
    arguments.addAll(range.arguments);
  }

  private void add(Range range, int maxRows, long maxBytes, long bytes, List<Fetched> found) {
    next(fetching(found));
    sql.append(columns(range)).append(" FROM (");
    if (bytes <= maxBytes) {
      sql.append(range.ordered("")).append(") ");
      arguments.addAll(range.arguments);
      arguments.add(maxRows);
    } else {
      // Rows up to, and with, the first that does not fit: what is behind stays unread.
      sql.append("SELECT x.*, SUM(size) OVER (").append(range.order()).append(") AS upto, ");
      sql.append("ROW_NUMBER() OVER (").append(range.order()).append(") AS nth FROM (");
      sql.append(range.ordered(", " + range.size + " AS size")).append(") x) ");
      arguments.addAll(range.arguments);
      arguments.add(maxRows);
    }
    sql.append("f").append(slots.size());
    if (bytes > maxBytes) {
      sql.append(" WHERE nth <= 2 OR upto - size <= ?");
      arguments.add(maxBytes);
    }
  }

  /** An entry or row of a map in the columns of a cell, of which those unused cost nothing. */
  private static String columns(Range range) {
    return "NULL, %s, NULL, NULL, NULL, NULL, NULL, %s, %s"
        .formatted(range.number, range.key, range.content);
  }

  private void next(Slot slot) {
    sql.append(slots.isEmpty() ? "SELECT " : " UNION ALL SELECT ").append(slots.size());
    sql.append(" AS slot, ");
    slots.add(slot);
  }

  private static Slot fetching(List<Fetched> found) {
    return row -> found.add(new Fetched(bytes(row, KEY), row.getLong(NUMBER), bytes(row, CONTENT)));
  }

  private static Bytes bytes(ResultSet row, int column) throws SQLException {
    byte[] content = row.getBytes(column);
    return content == null ? Bytes.EMPTY : Bytes.wrap(content);
  }

  /** Returns whether nothing was asked for. */
  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** Runs the statement, and hands each row to its slot. */
  void run() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      Arguments.set(statement, arguments);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          slots.get(rows.getInt(1)).take(rows);
        }
      }
    }
  }

  /** A select on a table of contents. */
  private static final class Range {

    private final String table;
    private final String key;
    private final String number;
    private final String size;
    private final boolean descending;
    private final StringBuilder condition = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();
    private String content = "content";

    Range(String table, String key, String number, String size, boolean descending) {
      this.table = table;
      this.key = key;
      this.number = number;
      this.size = size;
      this.descending = descending;
    }

    void inside(long cell, long incarnation) {
      condition.append(" WHERE cell = ? AND incarnation = ?");
      arguments.add(cell);
      arguments.add(incarnation);
    }

    void where(String more) {
      condition.append(more);
    }

    void bound(String more, @Nullable Bytes bound) {
      if (bound != null) {
        condition.append(more);
        arguments.add(bound);
      }
    }

    String order() {
      return "ORDER BY " + key + (descending ? " DESC" : "");
    }

    String from() {
      return " FROM " + table + condition;
    }

    String ordered(String more) {
      return "SELECT %s, %s, content%s%s %s LIMIT ?".formatted(key, number, more, from(), order());
    }
  }
}
