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
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads cells and what their parts ask for, so that all comes from one state.
 *
 * <p>It is one statement, whose selects are joined by {@code UNION ALL} and have the columns of a
 * cell's row; an entry or row of a map uses the first of them. Or it is a statement for each, in
 * one text or one after the other, where the dialect says so. The first column is the number of the
 * slot that a row fills.
 */
final class ReadStatement {

  private static final int CONTENT = 2;
  private static final int KEY = 3;
  private static final int NUMBER = 4;

  /** The first of the columns of a cell's row. */
  static final int CELL = 3;

  /** The columns of a cell's row that an entry or row of a map leaves empty. */
  private static final String UNUSED = ", NULL".repeat(CellColumns.COUNT - 2);

  private final Connection connection;
  private final Dialect dialect;
  private final Sources sources;
  private final List<String> selects = new ArrayList<>();
  private final List<List<Object>> arguments = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();

  /** Takes the rows of one select. */
  interface Slot {
    void take(ResultSet row) throws SQLException;
  }

  /** Where reads go to. */
  record Sources(String cells, Range.Source entries, Range.Source rows) {

    static Sources of(Dialect dialect, Tables tables) {
      return new Sources(
          tables.cell(), Range.Source.entries(dialect, tables), Range.Source.rows(dialect, tables));
    }
  }

  ReadStatement(Connection connection, Dialect dialect, Sources sources) {
    this.connection = connection;
    this.dialect = dialect;
    this.sources = sources;
  }

  /** Reads a cell's row; its head only where it is wanted. */
  void cell(long collection, Bytes id, Part.@Nullable HeadPart head, Slot slot) {
    List<Object> given = new ArrayList<>();
    String content = "head";
    Revision unless = head == null ? null : head.unless();
    if (head == null) {
      content = dialect.noBytes();
    } else if (unless != null) {
      content = headUnless(dialect);
      given.add(unless.version());
      given.add(unless.tag());
    }
    given.add(collection);
    given.add(id);
    String from = " FROM " + sources.cells + " WHERE collection = ? AND id = ?";
    add(content + ", " + CellColumns.NAMES + from, given, slot);
  }

  /** Returns a head's value, or nothing where it has the version and tag that are given. */
  static String headUnless(Dialect dialect) {
    return "CASE WHEN version = ? AND tag = ? THEN " + dialect.noBytes() + " ELSE head END";
  }

  /** Reads the head's value from a row that {@link #cell} asked for. */
  static Bytes head(ResultSet row) throws SQLException {
    return bytes(row, CONTENT);
  }

  /** Reads the entries of a log, one more than are wanted. */
  void entries(long cell, LogState log, Part.LogPart part, List<Fetched> found) {
    Range range = new Range(sources.entries, part.direction(), cell, log.counters().incarnation());
    range.bound(" > ", Positions.encode(part.after()));
    range.bound(" <= ", Positions.encode(part.upTo()));
    add(range, part.maxEntries() + 1, part.maxBytes(), log.bytes(), found);
  }

  /** Reads the first entry of a log. */
  void first(long cell, LogState log, List<Fetched> found) {
    Range range =
        new Range(sources.entries, Direction.ASCENDING, cell, log.counters().incarnation());
    String from = dialect.readsInSteps() ? range.first(1) : range.firstAsTable(1);
    add(range, dialect.noBytes(), from, found);
  }

  /** Reads the rows of a map, one more than are wanted. */
  void rows(
      long cell, MapState map, Part.ScanPart part, @Nullable Bytes last, List<Fetched> found) {
    Range range = new Range(sources.rows, part.direction(), cell, map.counters().incarnation());
    range.bound(" >= ", part.from());
    range.bound(" < ", part.to());
    range.bound(part.direction() == Direction.DESCENDING ? " < " : " > ", last);
    add(range, part.maxRows() + 1, part.maxBytes(), map.bytes(), found);
  }

  /** Reads rows of a map by their keys. */
  void rows(long cell, MapState map, List<Bytes> keys, List<Fetched> found) throws SQLException {
    Range range = new Range(sources.rows, Direction.ASCENDING, cell, map.counters().incarnation());
    range.where(dialect.isOneOf("row_key", keys.size()), dialect.keys(connection, keys));
    add(range, "content", range.all(), found);
  }

  private void add(Range range, int maxRows, long maxBytes, long bytes, List<Fetched> found) {
    boolean fits = bytes <= maxBytes;
    if (fits && dialect.readsInSteps()) {
      add(range, "content", range.first(maxRows), found);
      return;
    }
    String from = fits ? range.firstAsTable(maxRows) : range.firstThatFit(maxRows, maxBytes);
    String packed = range.source().packed();
    if (packed == null) {
      add(range, "content", from, found);
    } else {
      add(packed + ", NULL, NULL" + UNUSED + from, range.arguments(), unpacking(found));
    }
  }

  private void add(Range range, String content, String from, List<Fetched> found) {
    String columns = content + ", " + range.source().key() + ", " + range.source().number();
    String unused = dialect.readsInSteps() ? "" : UNUSED;
    add(columns + unused + from, range.arguments(), fetching(found));
  }

  private void add(String select, List<Object> given, Slot slot) {
    selects.add("SELECT " + slots.size() + " AS slot, " + select);
    arguments.add(given);
    slots.add(slot);
  }

  private static Slot fetching(List<Fetched> found) {
    return row -> found.add(new Fetched(bytes(row, KEY), row.getLong(NUMBER), bytes(row, CONTENT)));
  }

  private static Slot unpacking(List<Fetched> found) {
    return row -> {
      Packed rows = new Packed(bytes(row, CONTENT));
      while (rows.hasNext()) {
        long number = rows.number();
        found.add(new Fetched(rows.binary(), number, rows.binary()));
      }
    };
  }

  static Bytes bytes(ResultSet row, int column) throws SQLException {
    byte[] content = row.getBytes(column);
    return content == null ? Bytes.EMPTY : Bytes.wrap(content);
  }

  /** Runs it, and hands each row to its slot. */
  void run() throws SQLException {
    boolean inSteps = dialect.readsInSteps();
    if (inSteps) {
      // What a cell holds was added behind its row, and is proved by it.
      Collections.reverse(selects);
      Collections.reverse(arguments);
    }
    if (inSteps && !dialect.joinsStatements()) {
      for (int i = 0; i < selects.size(); i++) {
        run(selects.get(i), arguments.get(i));
      }
    } else {
      List<Object> all = new ArrayList<>();
      arguments.forEach(all::addAll);
      run(inSteps ? dialect.joined(selects) : String.join(" UNION ALL ", selects), all);
    }
  }

  private void run(String text, List<Object> given) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      Arguments.set(statement, given);
      statement.execute();
      do {
        take(statement);
      } while (dialect.joinsStatements() && statement.getMoreResults());
    }
  }

  private void take(PreparedStatement statement) throws SQLException {
    try (ResultSet found = statement.getResultSet()) {
      while (found.next()) {
        slots.get(found.getInt(1)).take(found);
      }
    }
  }
}
