package dev.holdfast.tck.cell;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.tck.Suite;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell, seen through one instance of a backend; short forms for tests. Thread-safe.
 *
 * @param backend the instance
 * @param ref the cell
 */
public record Cell(Backend backend, CellRef ref) {

  private static final int PAGE = 8;
  private static final int MOST_MUTATIONS = 200;

  /** Returns the same cell, seen through another instance. */
  public Cell through(Backend other) {
    return new Cell(other, ref);
  }

  /** Commits {@code mutations}, without id and preconditions. */
  public CommitResult commit(Mutation... mutations) {
    return commit(Commit.of(mutations));
  }

  /** Commits. */
  public CommitResult commit(Commit commit) {
    return backend.commit(ref, commit, soon());
  }

  /** Commits all mutations, in as few commits as the backend's limits allow. */
  public void commitAll(List<? extends Mutation> mutations) {
    int most = Math.min(MOST_MUTATIONS, backend.info().limits().maxMutations());
    for (int from = 0; from < mutations.size(); from += most) {
      int to = Math.min(mutations.size(), from + most);
      commit(mutations.subList(from, to).toArray(Mutation[]::new));
    }
  }

  /** Reads parts of the cell, all from one state. */
  public CellAnswer read(Part<?>... parts) {
    return backend.read(List.of(CellRead.of(ref, parts)), soon()).get(0);
  }

  /** Reads one part. */
  @SuppressWarnings("unchecked") // a part is answered with its own kind of answer
  public <A extends PartAnswer> A ask(Part<A> part) {
    return (A) read(part).answers().get(0);
  }

  /** Reads the head; {@code null} if there is none. */
  public @Nullable Head head() {
    return ask(Part.HeadPart.ANY) instanceof HeadAnswer.Present present ? present.head() : null;
  }

  /** Reads the version of the head, or the floor that a deleted one left, or 0. */
  public long version() {
    return read(Part.HeadPart.ANY).version();
  }

  /** Reads a page of a log. */
  public LogAnswer log(LogRef log, Offset after) {
    return ask(Part.LogPart.after(log, after, PAGE, bytes()));
  }

  /** Reads all entries of a log, page by page. */
  public List<LogEntry> entries(LogRef log) {
    List<LogEntry> entries = new ArrayList<>();
    LogAnswer page = log(log, Offset.ORIGIN);
    entries.addAll(page.entries());
    while (page.more()) {
      page = log(log, entries.get(entries.size() - 1).offset());
      entries.addAll(page.entries());
    }
    return entries;
  }

  /** Reads the offsets of all entries of a log. */
  public List<Offset> offsets(LogRef log) {
    return entries(log).stream().map(LogEntry::offset).toList();
  }

  /** Reads the values of all entries of a log, as text. */
  public List<String> texts(LogRef log) {
    return entries(log).stream().map(entry -> entry.value().toUtf8()).toList();
  }

  /** Reads a log's statistics. */
  public LogStats stats(LogRef log) {
    return ask(new Part.LogStatsPart(log));
  }

  /** Reads a row; {@code null} if there is none. */
  public @Nullable Row row(MapRef map, Bytes key) {
    return ask(new Part.RowsPart(map, List.of(key))).row(key);
  }

  /** Reads all rows of a map, page by page; sorted if the map is. */
  public List<Row> rows(MapRef map) {
    return rows(Part.ScanPart.all(map, PAGE, bytes()));
  }

  /**
   * Reads all rows that a scan leads to, page by page; none twice, even if the scan gives it so.
   */
  public List<Row> rows(Part.ScanPart scan) {
    List<Row> rows = new ArrayList<>();
    RowPage page = ask(scan);
    rows.addAll(page.rows());
    while (page.cursor() != null) {
      page = ask(scan.next(page.cursor()));
      rows.addAll(page.rows());
    }
    return scan.map().sorted() ? rows : rows.stream().distinct().toList();
  }

  /** Reads the keys of all rows of a map. */
  public List<Bytes> keys(MapRef map) {
    return rows(map).stream().map(Row::key).toList();
  }

  /** Reads a map's statistics. */
  public MapStats stats(MapRef map) {
    return ask(new Part.MapStatsPart(map));
  }

  private long bytes() {
    return backend.info().limits().maxReadBytes();
  }

  private static Deadline soon() {
    return Deadline.after(Suite.PATIENCE);
  }
}
