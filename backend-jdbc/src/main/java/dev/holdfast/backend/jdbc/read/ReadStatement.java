package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.CellColumns;
import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.MapState;
import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Offset;
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
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Reads cells and what their parts ask for, so that all comes from one state.
 *
 * <p>It is a statement for each, in one text or one after the other. Or it is one statement, whose
 * selects are joined by {@code UNION ALL}, where the dialect can pack a cell's row into as few
 * columns as entries and rows of maps have.
 */
final class ReadStatement {

  /** Where the number of the slot stands that a row of a union fills. */
  private static final int SLOT = 4;

  private final Connection connection;
  private final Dialect dialect;
  private final Sources sources;
  private final List<Select> selects = new ArrayList<>();
  private final List<List<Object>> arguments = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private int cells;

  /** Takes the rows of one select. */
  interface Slot {
    void take(ResultSet row) throws SQLException;
  }

  /** Takes a cell's row, and the value of its head if that was wanted. */
  interface CellSlot {
    void take(StoredCell cell, Bytes head);
  }

  /** The columns of a select, and what stands behind them. */
  private record Select(String columns, String from) {

    String text(String moreColumns) {
      return "SELECT " + columns + moreColumns + from;
    }
  }

  /**
   * Where reads go to.
   *
   * @param packed what a cell's row holds besides its head, where it can be packed
   */
  record Sources(String cells, @Nullable String packed, Range.Source entries, Range.Source rows) {

    static Sources of(Dialect dialect, Tables tables) {
      return new Sources(
          tables.cell(),
          dialect.packing().map(PackedCell::expression).orElse(null),
          Range.Source.entries(tables),
          Range.Source.rows(tables));
    }
  }

  ReadStatement(Connection connection, Dialect dialect, Sources sources) {
    this.connection = connection;
    this.dialect = dialect;
    this.sources = sources;
  }

  /**
   * Reads a cell's row; its head only where it is wanted.
   *
   * @param seen what was seen of the cell, if anything
   */
  void cell(
      long collection,
      Bytes id,
      Part.@Nullable HeadPart head,
      @Nullable StoredCell seen,
      CellSlot slot) {
    cells++;
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
    if (sources.packed == null) {
      add(
          content + ", " + CellColumns.NAMES,
          from,
          given,
          row -> slot.take(CellColumns.read(row, 2, seen), bytes(row, 1)));
    } else {
      add(
          content + ", " + sources.packed + ", CAST(NULL AS BIGINT)",
          from,
          given,
          row -> slot.take(PackedCell.read(row.getBytes(2), seen), bytes(row, 1)));
    }
  }

  /** Returns a head's value, or nothing where it has the version and tag that are given. */
  static String headUnless(Dialect dialect) {
    return "CASE WHEN version = ? AND tag = ? THEN " + dialect.noBytes() + " ELSE head END";
  }

  /** Reads the entries of a log, one more than are wanted. */
  void entries(long cell, LogState log, Part.LogPart part, FetchedEntries found) {
    Range range = new Range(sources.entries, part.direction(), cell, log.counters().incarnation());
    range.bound(" > ", Positions.encode(part.after()));
    range.bound(" <= ", part.upTo().equals(Offset.END) ? null : Positions.encode(part.upTo()));
    add(range, part.maxEntries() + 1, part.maxBytes(), log.bytes(), found);
  }

  /** Reads the first entry of a log. */
  void first(long cell, LogState log, FetchedEntries found) {
    Range range =
        new Range(sources.entries, Direction.ASCENDING, cell, log.counters().incarnation());
    add(range, dialect.noBytes(), range.first(1), found);
  }

  /** Reads the rows of a map, one more than are wanted. */
  void rows(long cell, MapState map, Part.ScanPart part, @Nullable Bytes last, FetchedRows found) {
    Range range = new Range(sources.rows, part.direction(), cell, map.counters().incarnation());
    range.bound(" >= ", part.from());
    range.bound(" < ", part.to());
    range.bound(part.direction() == Direction.DESCENDING ? " < " : " > ", last);
    add(range, part.maxRows() + 1, part.maxBytes(), map.bytes(), found);
  }

  /** Reads rows of a map by their keys. */
  void rows(long cell, MapState map, List<Bytes> keys, FetchedRows found) throws SQLException {
    Range range = new Range(sources.rows, Direction.ASCENDING, cell, map.counters().incarnation());
    range.where(dialect.isOneOf("row_key", keys.size()), dialect.keys(connection, keys));
    add(range, "content", range.all(), found);
  }

  private void add(Range range, int maxRows, long maxBytes, long bytes, Fetched<?> found) {
    String from = bytes <= maxBytes ? range.first(maxRows) : range.firstThatFit(maxRows, maxBytes);
    add(range, "content", from, found);
  }

  private void add(Range range, String content, String from, Fetched<?> found) {
    String columns = content + ", " + range.source().key() + ", " + range.source().number();
    add(columns, from, range.arguments(), found::take);
  }

  private void add(String columns, String from, List<Object> given, Slot slot) {
    selects.add(new Select(columns, from));
    arguments.add(given);
    slots.add(slot);
  }

  static Bytes bytes(ResultSet row, int column) throws SQLException {
    byte[] content = row.getBytes(column);
    return content == null ? Bytes.EMPTY : Bytes.wrap(content);
  }

  /** Runs it, and hands each row to its slot. */
  void run() throws SQLException {
    if (sources.packed != null) {
      runAsUnion();
      return;
    }
    // What a cell holds was added behind its row, and is proved by it.
    Collections.reverse(selects);
    Collections.reverse(arguments);
    Collections.reverse(slots);
    List<String> texts = selects.stream().map(select -> select.text("")).toList();
    if (dialect.joinsStatements()) {
      run(dialect.joined(texts), all(arguments), slots);
    } else {
      for (int i = 0; i < texts.size(); i++) {
        run(texts.get(i), arguments.get(i), slots.subList(i, i + 1));
      }
    }
  }

  private void run(String text, List<Object> given, List<Slot> results) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      Arguments.set(statement, given);
      statement.execute();
      for (int i = 0; i < results.size(); i++) {
        if (i > 0) {
          statement.getMoreResults();
        }
        try (ResultSet found = statement.getResultSet()) {
          while (found.next()) {
            results.get(i).take(found);
          }
        }
      }
    }
  }

  /** One more column for each row costs a tenth, so slots have numbers where they need them. */
  private void runAsUnion() throws SQLException {
    boolean isNumbered = cells > 1 || selects.size() > 2;
    StringJoiner text = new StringJoiner(" UNION ALL ");
    for (int i = 0; i < selects.size(); i++) {
      text.add("(" + selects.get(i).text(isNumbered ? ", " + i : "") + ")");
    }
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      Arguments.set(statement, all(arguments));
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          slots.get(isNumbered ? found.getInt(SLOT) : slot(found)).take(found);
        }
      }
    }
  }

  /** Behind a cell, which has no number, there are rows of one other select at most. */
  private static int slot(ResultSet row) throws SQLException {
    row.getLong(Fetched.NUMBER);
    return row.wasNull() ? 0 : 1;
  }

  private static List<Object> all(List<List<Object>> arguments) {
    return arguments.stream().flatMap(List::stream).toList();
  }
}
