package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.backend.jdbc.cell.StoredMark;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The entries of one cell's logs, read as a commit asks for them. */
final class StoredEntries {

  /** How many rows are read at once, with their values. */
  private static final int MAX_RUNS = 256;

  /**
   * How many rows are looked at to trim: at first, and at most. Each time it is four times more.
   */
  private static final int FIRST_LOOKS = 64;

  private static final int MAX_LOOKS = 4_096;

  private final SqlQueries sql;
  private final CellQueries queries;
  private final long cell;
  private final Map<Place, @Nullable Bytes> values = new HashMap<>();

  private record Place(long incarnation, Offset offset) {}

  StoredEntries(SqlQueries sql, CellQueries queries, long cell) {
    this.sql = sql;
    this.queries = queries;
    this.cell = cell;
  }

  /**
   * Reads ahead what {@code commit} names: only an append at or below the end asks for an entry.
   */
  void load(Commit commit, Map<LogRef, LogState> logs) throws SQLException {
    Map<Long, NavigableSet<Offset>> wanted = new LinkedHashMap<>();
    for (Mutation mutation : commit.mutations()) {
      if (mutation instanceof Mutation.Append append) {
        LogState log = logs.get(append.log());
        if (log != null && !append.offset().isAfter(log.counters().last())) {
          wanted
              .computeIfAbsent(log.counters().incarnation(), added -> new TreeSet<>())
              .add(append.offset());
        }
      }
    }
    for (Map.Entry<Long, NavigableSet<Offset>> log : wanted.entrySet()) {
      load(log.getKey(), log.getValue());
    }
  }

  /** Looks for the rows that hold what is wanted, by their marks; then reads those alone. */
  private void load(long incarnation, NavigableSet<Offset> wanted) throws SQLException {
    wanted.forEach(offset -> values.put(new Place(incarnation, offset), null));
    List<Bytes> positions = new ArrayList<>();
    int most = Math.min(wanted.size(), MAX_LOOKS);
    Offset next = wanted.first();
    while (next != null) {
      List<List<StoredMark>> runs = marks(incarnation, next.predecessor(), Offset.END, false, most);
      for (List<StoredMark> run : runs) {
        if (run.stream().anyMatch(mark -> wanted.contains(mark.offset()))) {
          positions.add(Positions.encode(last(run).offset()));
        }
      }
      next = runs.size() < most ? null : wanted.higher(last(last(runs)).offset());
    }
    for (int from = 0; from < positions.size(); from += MAX_RUNS) {
      load(incarnation, positions.subList(from, Math.min(from + MAX_RUNS, positions.size())));
    }
  }

  private List<List<LogEntry>> runs(long incarnation, List<Bytes> positions) throws SQLException {
    List<Object> arguments = new ArrayList<>(List.of(cell, incarnation));
    arguments.addAll(sql.keys(positions));
    return sql.list(queries.runs(positions.size()), arguments, row -> EntryRun.read(row, 1));
  }

  private void load(long incarnation, List<Bytes> positions) throws SQLException {
    for (List<LogEntry> run : runs(incarnation, positions)) {
      for (LogEntry entry : run) {
        values.replace(new Place(incarnation, entry.offset()), entry.value());
      }
    }
  }

  private static <T> T last(List<T> run) {
    return run.get(run.size() - 1);
  }

  /** Returns the value of the entry at {@code offset}, or {@code null} if there is none. */
  @Nullable Bytes value(long incarnation, Offset offset) throws SQLException {
    Place place = new Place(incarnation, offset);
    if (!values.containsKey(place)) {
      load(incarnation, new TreeSet<>(Set.of(offset)));
    }
    return values.get(place);
  }

  /** Returns the entries of the row that holds {@code offset}, or would hold it. */
  List<LogEntry> run(long incarnation, Offset offset) throws SQLException {
    List<List<LogEntry>> found =
        sql.list(
            queries.run(),
            List.of(cell, incarnation, Positions.encode(offset)),
            row -> EntryRun.read(row, 1));
    return found.isEmpty() ? List.of() : found.get(0);
  }

  /** Returns the marks of at most {@code max} entries after {@code after}, the oldest first. */
  List<StoredMark> oldest(long incarnation, Offset after, Offset upTo, int max)
      throws SQLException {
    List<StoredMark> marks = new ArrayList<>();
    Offset from = after;
    int most = Math.min(max, FIRST_LOOKS);
    while (most > 0) {
      List<List<StoredMark>> runs = marks(incarnation, from, Offset.END, false, most);
      for (List<StoredMark> run : runs) {
        addWanted(run, after, upTo, marks);
        from = last(run).offset();
      }
      boolean isDone = marks.size() >= max || runs.size() < most || from.isAfter(upTo);
      most = isDone ? 0 : Math.min(4 * most, MAX_LOOKS);
    }
    return marks.subList(0, Math.min(max, marks.size()));
  }

  /** Returns the marks of at most {@code max} entries up to {@code upTo}, the newest first. */
  List<StoredMark> newest(long incarnation, Offset after, Offset upTo, int max)
      throws SQLException {
    List<StoredMark> marks = new ArrayList<>();
    if (upTo.isAfter(after)) {
      for (List<StoredMark> run : marks(incarnation, upTo.predecessor(), Offset.END, false, 1)) {
        addNewest(run, after, upTo, marks);
      }
    }
    Offset before = upTo;
    int most = Math.min(max, FIRST_LOOKS);
    while (most > 0) {
      List<List<StoredMark>> runs = marks(incarnation, after, before, true, most);
      for (List<StoredMark> run : runs) {
        before = last(run).offset();
        addNewest(run, after, upTo, marks);
      }
      boolean isDone = marks.size() >= max || runs.size() < most;
      most = isDone ? 0 : Math.min(4 * most, MAX_LOOKS);
    }
    return marks.subList(0, Math.min(max, marks.size()));
  }

  private static void addNewest(
      List<StoredMark> run, Offset after, Offset upTo, List<StoredMark> marks) {
    List<StoredMark> newestFirst = new ArrayList<>(run);
    Collections.reverse(newestFirst);
    addWanted(newestFirst, after, upTo, marks);
  }

  private static void addWanted(
      List<StoredMark> run, Offset after, Offset upTo, List<StoredMark> marks) {
    for (StoredMark mark : run) {
      if (mark.offset().isAfter(after) && !mark.offset().isAfter(upTo)) {
        marks.add(mark);
      }
    }
  }

  /** Returns the marks of rows that end after {@code after} and before {@code before}. */
  private List<List<StoredMark>> marks(
      long incarnation, Offset after, Offset before, boolean newestFirst, int most)
      throws SQLException {
    return sql.list(
        queries.marks(newestFirst),
        List.of(cell, incarnation, Positions.encode(after), Positions.encode(before), most),
        row -> EntryRun.marks(row.getBytes(1)));
  }
}
