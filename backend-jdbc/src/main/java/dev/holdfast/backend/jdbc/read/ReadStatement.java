package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.CellColumns;
import dev.holdfast.backend.jdbc.cell.Counters;
import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.MapState;
import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.backend.jdbc.cell.RunMarks;
import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.read.Range.Measure;
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
 * selects are joined by {@code UNION ALL}.
 */
final class ReadStatement {

  /** How many bytes may as well be read in vain. */
  private static final int LITTLE = 64 << 10;

  private final Connection connection;
  private final Dialect dialect;
  private final Sources sources;
  private final List<Select> selects = new ArrayList<>();
  private final List<List<Object>> arguments = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();

  /** Takes the rows of one select. */
  interface Slot {
    void take(ResultSet row) throws SQLException;
  }

  /** Takes a cell's row, and the value of its head if that was wanted. */
  interface CellSlot {
    void take(StoredCell cell, Bytes head);
  }

  /** The columns of a select, how many they are, and what stands behind them. */
  private record Select(String columns, int count, String from) {

    String text() {
      return "SELECT " + columns + from;
    }

    /** Returns it with {@code most} columns and the number of its slot. */
    String text(int most, int slot) {
      return "SELECT " + columns + ", 0".repeat(most - count) + ", " + slot + from;
    }
  }

  /** Where reads go to. */
  record Sources(String cells, Range.Source entries, Range.Source rows) {

    static Sources of(Tables tables) {
      return new Sources(tables.cell(), Range.Source.entries(tables), Range.Source.rows(tables));
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
    List<Object> given = new ArrayList<>();
    String content = "head";
    Revision unless = head == null ? null : head.unless();
    if (head == null) {
      content = dialect.noBytes();
    } else if (unless != null) {
      content = headUnless(dialect);
      given.add(Counters.revision(unless));
    }
    given.add(collection);
    given.add(id);
    String from = " FROM " + sources.cells + " WHERE collection = ? AND id = ?";
    if (dialect.readsAtOnce()) {
      add(
          new Select(content + ", " + CellColumns.JOINED, 2, from),
          given,
          row -> slot.take(CellColumns.readJoined(row, 2, seen), bytes(row, 1)));
    } else {
      add(
          new Select(content + ", " + CellColumns.NAMES, 1 + CellColumns.COUNT, from),
          given,
          row -> slot.take(CellColumns.read(row, 2, seen), bytes(row, 1)));
    }
  }

  /** Returns a head's value, or nothing where it has the version and tag that are given. */
  static String headUnless(Dialect dialect) {
    return "CASE WHEN " + Counters.HAS_REVISION + " THEN " + dialect.noBytes() + " ELSE head END";
  }

  /** Reads the rows in which the entries of a log stand, one more than are wanted. */
  void entries(long cell, LogState log, Part.LogPart part, FetchedEntries found) {
    long incarnation = log.counters().incarnation();
    Range range = new Range(sources.entries, part.direction(), cell, incarnation);
    range.bound(" > ", Positions.encode(part.after()));
    if (!part.upTo().equals(Offset.END)) {
      range.bound(" < ", Positions.encode(part.upTo()));
      addLast(cell, incarnation, part.upTo(), found);
    }
    int rows = part.maxEntries() + 1;
    String from =
        holdsMuchMore(log, part)
            ? range.firstThatFit(
                rows,
                List.of(
                    new Measure(
                        "OCTET_LENGTH(content)",
                        Math.min(part.maxBytes(), Long.MAX_VALUE / 2) + EntryRun.MAX_BYTES),
                    new Measure(RunMarks.COUNT, (long) part.maxEntries() + EntryRun.MAX_ENTRIES)))
            : range.first(rows);
    add(range, "content", from, found);
  }

  /** Reads the row in which an offset lies, if it begins there or before it. */
  private void addLast(long cell, long incarnation, Offset offset, FetchedEntries found) {
    Range range = new Range(sources.entries, Direction.ASCENDING, cell, incarnation);
    range.bound(" >= ", Positions.encode(offset));
    String row = "(SELECT content, marks" + range.first(1) + ") r";
    List<Object> given = new ArrayList<>(range.arguments());
    given.add(Positions.encode(offset));
    String from = " FROM " + row + " WHERE " + RunMarks.FIRST_POSITION + " <= ?";
    add(new Select("content, marks", 2, from), given, found::takeLast);
  }

  /**
   * Tells whether the log holds so much more than is wanted that it pays to count: a row may hold
   * one entry or many.
   */
  private static boolean holdsMuchMore(LogState log, Part.LogPart part) {
    long count = log.counters().count();
    double bytes = log.bytes() + (double) EntryRun.MARK * count;
    return log.bytes() > part.maxBytes()
        || bytes > 2 * bytes / Math.max(1, count) * part.maxEntries() + LITTLE;
  }

  /** Reads the row in which the first entry of a log stands. */
  void first(long cell, LogState log, FetchedMarks found) {
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
    int rows = part.maxRows() + 1;
    String from =
        map.bytes() <= part.maxBytes()
            ? range.first(rows)
            : range.firstThatFit(
                rows,
                List.of(
                    new Measure("OCTET_LENGTH(row_key) + OCTET_LENGTH(content)", part.maxBytes())));
    add(range, "content", from, found);
  }

  /** Reads rows of a map by their keys, as many at once as one text takes. */
  void rows(long cell, MapState map, List<Bytes> keys, FetchedRows found) throws SQLException {
    for (int from = 0; from < keys.size(); ) {
      int to = TextSize.end(keys, from);
      List<Bytes> some = keys.subList(from, to);
      Range range =
          new Range(sources.rows, Direction.ASCENDING, cell, map.counters().incarnation());
      range.where(dialect.isOneOf("row_key", some.size()), dialect.keys(connection, some));
      add(range, "content", range.all(), found);
      from = to;
    }
  }

  private void add(Range range, String content, String from, Fetched<?> found) {
    String columns = content + ", " + range.source().columns();
    add(new Select(columns, range.source().count() + 1, from), range.arguments(), found::take);
  }

  private void add(Select select, List<Object> given, Slot slot) {
    selects.add(select);
    arguments.add(given);
    slots.add(slot);
  }

  static Bytes bytes(ResultSet row, int column) throws SQLException {
    byte[] content = row.getBytes(column);
    return content == null ? Bytes.EMPTY : Bytes.wrap(content);
  }

  /** Runs it, and hands each row to its slot. */
  void run() throws SQLException {
    if (dialect.readsAtOnce()) {
      runAsUnion();
      return;
    }
    // What a cell holds was added behind its row, and is proved by it.
    Collections.reverse(selects);
    Collections.reverse(arguments);
    Collections.reverse(slots);
    List<String> texts = selects.stream().map(Select::text).toList();
    for (int from = 0; from < texts.size(); ) {
      int to = dialect.joinsStatements() ? TextSize.end(arguments, from) : from + 1;
      String text = dialect.joined(texts.subList(from, to));
      run(
          to - from == 1 && texts.size() > 1 ? dialect.rare(text) : text,
          all(arguments.subList(from, to)),
          slots.subList(from, to));
      from = to;
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

  private void runAsUnion() throws SQLException {
    int columns = selects.stream().mapToInt(Select::count).max().orElse(0);
    StringJoiner text = new StringJoiner(" UNION ALL ");
    for (int i = 0; i < selects.size(); i++) {
      text.add("(" + selects.get(i).text(columns, i) + ")");
    }
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      Arguments.set(statement, all(arguments));
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          slots.get(found.getInt(columns + 1)).take(found);
        }
      }
    }
  }

  private static List<Object> all(List<List<Object>> arguments) {
    return arguments.stream().flatMap(List::stream).toList();
  }
}
