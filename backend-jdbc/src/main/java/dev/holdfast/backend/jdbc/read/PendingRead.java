package dev.holdfast.backend.jdbc.read;

import static java.util.Objects.requireNonNull;

import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.MapState;
import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.value.Bytes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to its answer.
 *
 * <p>Entries and rows are kept under the incarnation of their log or map, which the cell's row
 * tells. So what they ask for goes by what the cell was when last seen; the cell's row is read with
 * them, and where it shows other incarnations, the request is asked once more.
 */
final class PendingRead {

  private final CellRead request;
  private final @Nullable Long collection;
  private final Map<Integer, FetchedEntries> entries = new HashMap<>();
  private final Map<Integer, FetchedMarks> firsts = new HashMap<>();
  private final Map<Integer, FetchedRows> rows = new HashMap<>();
  private @Nullable StoredCell seen;
  private @Nullable StoredCell cell;
  private Bytes headValue = Bytes.EMPTY;

  /** A request for a cell of a collection; one without a number has no cells. */
  PendingRead(CellRead request, @Nullable Long collection, @Nullable StoredCell seen) {
    this.request = request;
    this.collection = collection;
    this.seen = seen;
  }

  CellRead request() {
    return request;
  }

  @Nullable StoredCell cell() {
    return cell;
  }

  /** Returns the arguments that find the cell's row: collection, id. */
  List<Object> key() {
    return List.of(requireNonNull(collection), request.cell().idBytes());
  }

  void addTo(ReadStatement statement) throws SQLException {
    cell = null;
    entries.clear();
    firsts.clear();
    rows.clear();
    statement.cell(
        requireNonNull(collection), request.cell().idBytes(), headPart(), seen, this::takeCell);
    List<Part<?>> parts = request.parts();
    for (int i = 0; i < parts.size(); i++) {
      if (seen != null) {
        addTo(statement, seen, i, parts.get(i));
      }
    }
  }

  /** The head is asked for once, even if several parts want it. */
  private Part.@Nullable HeadPart headPart() {
    Part.HeadPart found = null;
    for (Part<?> part : request.parts()) {
      if (part instanceof Part.HeadPart head) {
        found = found == null || found.equals(head) ? head : Part.HeadPart.ANY;
      }
    }
    return found;
  }

  private void addTo(ReadStatement statement, StoredCell guess, int index, Part<?> part)
      throws SQLException {
    LogState log = log(guess, part);
    MapState map = map(guess, part);
    if (log != null) {
      if (part instanceof Part.LogPart range) {
        FetchedEntries found = new FetchedEntries(log.counters().incarnation());
        entries.put(index, found);
        if (range.upTo().isAfter(range.after())) {
          statement.entries(guess.num(), log, range, found);
        }
      } else {
        FetchedMarks found = new FetchedMarks();
        firsts.put(index, found);
        statement.first(guess.num(), log, found);
      }
    } else if (map != null) {
      FetchedRows found = new FetchedRows();
      rows.put(index, found);
      if (part instanceof Part.RowsPart wanted) {
        statement.rows(guess.num(), map, wanted.keys(), found);
      } else if (part instanceof Part.ScanPart scan) {
        Cursor cursor = Cursor.decode(scan.cursor());
        statement.rows(guess.num(), map, scan, cursor == null ? null : cursor.last(), found);
      }
    }
  }

  private static @Nullable LogState log(StoredCell in, Part<?> part) {
    if (part instanceof Part.LogPart log) {
      LogState found = in.state().logs().get(log.log());
      boolean wanted =
          found != null
              && (log.incarnation() == 0 || log.incarnation() == found.counters().incarnation());
      return wanted ? found : null;
    }
    return part instanceof Part.LogStatsPart log ? in.state().logs().get(log.log()) : null;
  }

  private static @Nullable MapState map(StoredCell in, Part<?> part) {
    if (part instanceof Part.RowsPart rows) {
      return in.state().maps().get(rows.map());
    } else if (part instanceof Part.MapStatsPart stats) {
      return in.state().maps().get(stats.map());
    } else if (part instanceof Part.ScanPart scan) {
      return scanned(in, scan.map(), scan.cursor());
    }
    return null;
  }

  private static @Nullable MapState scanned(StoredCell in, MapRef ref, @Nullable Bytes from) {
    MapState found = in.state().maps().get(ref);
    Cursor cursor = Cursor.decode(from);
    boolean another =
        found != null && cursor != null && cursor.incarnation() != found.counters().incarnation();
    return another ? null : found;
  }

  private void takeCell(StoredCell found, Bytes head) {
    cell = found;
    headValue = head;
  }

  /**
   * Returns whether what was read holds together; if not, the next try knows more.
   *
   * @param inOrder whether a statement that sees the newest commit is sure to see all before it; if
   *     not, only a cell that is as it was before the statement began is sure to be whole
   */
  boolean isSettled(boolean inOrder) {
    StoredCell guess = seen;
    StoredCell found = cell;
    seen = found;
    if (found == null) {
      return true;
    }
    boolean hasContents = !(entries.isEmpty() && firsts.isEmpty() && rows.isEmpty());
    if (!inOrder && hasContents && (guess == null || guess.stamp() != found.stamp())) {
      return false;
    }
    for (Part<?> part : request.parts()) {
      LogState log = log(found, part);
      MapState map = part instanceof Part.MapStatsPart ? null : map(found, part);
      if (log != null && !isSame(guess, found, log, part)) {
        return false;
      }
      if (map != null && !isSame(guess, found, map, part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(
      @Nullable StoredCell guess, StoredCell found, LogState log, Part<?> part) {
    LogState guessed = guess == null || guess.num() != found.num() ? null : log(guess, part);
    return guessed != null && guessed.counters().incarnation() == log.counters().incarnation();
  }

  private static boolean isSame(
      @Nullable StoredCell guess, StoredCell found, MapState map, Part<?> part) {
    MapState guessed = guess == null || guess.num() != found.num() ? null : map(guess, part);
    return guessed != null && guessed.counters().incarnation() == map.counters().incarnation();
  }

  /** Tells {@code listener} of logs whose entries stand in so many rows, where a few would do. */
  void tellScattered(int rows, ScatterListener listener) {
    entries.values().forEach(found -> found.tellScattered(request.cell(), rows, listener));
  }

  CellAnswer answer() {
    CellRecord counters = cell == null ? CellRecord.UNKNOWN : cell.counters();
    List<PartAnswer> answers = new ArrayList<>(request.parts().size());
    for (int i = 0; i < request.parts().size(); i++) {
      answers.add(answer(i, request.parts().get(i)));
    }
    return new CellAnswer(counters.version(), counters.sequence(), counters.updatedAt(), answers);
  }

  private PartAnswer answer(int index, Part<?> part) {
    if (part instanceof Part.HeadPart head) {
      return head(head);
    }
    LogState log = cell == null ? null : log(cell, part);
    MapState map = cell == null ? null : map(cell, part);
    if (part instanceof Part.LogPart range) {
      return log == null ? LogAnswer.ABSENT : Answers.entries(log, range, fetched(entries, index));
    } else if (part instanceof Part.LogStatsPart) {
      return log == null ? LogStats.ABSENT : Answers.stats(log, fetched(firsts, index));
    } else if (part instanceof Part.RowsPart) {
      return map == null ? RowsAnswer.ABSENT : Answers.rows(fetched(rows, index));
    } else if (part instanceof Part.ScanPart scan) {
      return map == null ? RowPage.ABSENT : Answers.page(map, scan, fetched(rows, index));
    }
    return map == null
        ? MapStats.ABSENT
        : new MapStats(true, map.counters().incarnation(), map.counters().rows());
  }

  private static <T> T fetched(Map<Integer, T> found, int index) {
    return requireNonNull(found.get(index), "a settled read has fetched what it answers with");
  }

  private HeadAnswer head(Part.HeadPart part) {
    Revision revision = cell == null ? null : cell.counters().head();
    Instant at = cell == null ? null : cell.counters().headAt();
    if (revision == null || at == null) {
      return HeadAnswer.ABSENT;
    }
    return revision.equals(part.unless())
        ? new HeadAnswer.Unchanged(revision)
        : new HeadAnswer.Present(new Head(revision, headValue, at));
  }
}
