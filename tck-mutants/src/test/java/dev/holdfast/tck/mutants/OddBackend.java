package dev.holdfast.tck.mutants;

import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Reach;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainMap;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Does whatever the rules leave open in the way that callers expect least.
 *
 * <p>It is slow, takes little, can do little, answers short and empty pages, gives unsorted rows in
 * any order and some of them twice, tells of changes that did not happen, counts usage seldom, and
 * forgets deleted cells as soon as it may.
 */
final class OddBackend extends PlainBackend {

  private static final long MAX_AGE = TimeUnit.MILLISECONDS.toNanos(20);

  private static final Limits TINY =
      new Limits(
          256,
          64 << 10,
          8,
          8,
          8 << 10,
          2,
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  private static final long LONGEST_DELAY = 200_000;

  /** What was counted, and when that began. */
  private record Counted(Usage usage, long since) {}

  private final Map<CollectionRef, Counted> counted = new ConcurrentHashMap<>();

  OddBackend(PlainStorage storage, InstantSource clock) {
    super(storage, clock, TINY);
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        "odd",
        "tree maps, reluctantly",
        new Capabilities(
            Durability.APPLIED, Failover.MAY_LOSE_COMMITS, Reach.ONE_PROCESS, Hints.POLLED),
        TINY);
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    dawdle();
    return super.read(requests, deadline);
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    dawdle();
    CommitResult result = super.commit(cell, commit, deadline);
    dawdle();
    return result;
  }

  /** Tells twice, and now and then that anything may have changed. */
  @Override
  protected void tell(CellRef ref) {
    super.tell(ref);
    super.tell(ref);
    if (ThreadLocalRandom.current().nextInt(3) == 0) {
      hints.resync();
    }
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    Watch watch = super.watch(scope, listener, deadline);
    hints.resync();
    return watch;
  }

  /** Forgets a deleted cell as soon as it may. */
  @Override
  protected void publish(CellRef ref, PlainCell before, PlainCell after, Commit commit) {
    super.publish(ref, before, after, commit);
    Instant horizon = clock.instant().minus(TINY.tombstoneRetention());
    storage.cells().values().removeIf(cell -> isForgotten(cell, horizon));
  }

  private static boolean isForgotten(PlainCell cell, Instant horizon) {
    Instant updatedAt = cell.record.updatedAt();
    return !cell.isLive() && updatedAt != null && updatedAt.isBefore(horizon);
  }

  @Override
  protected PartAnswer answer(PlainCell state, Part<?> part) {
    PartAnswer answer = super.answer(state, part);
    if (answer instanceof RowPage page && part instanceof Part.ScanPart scan && page.present()) {
      return scan.map().sorted() ? longer(page) : shuffled(longer(shorter(page)), scan, state);
    }
    return answer;
  }

  /** Unsorted rows come in the order of their keys turned round. */
  @Override
  protected Comparator<Bytes> keyOrder(MapRef map) {
    return map.sorted()
        ? super.keyOrder(map)
        : Comparator.comparing(key -> new StringBuilder(key.toBase64()).reverse().toString());
  }

  /** Leaves out the last row. */
  private static RowPage shorter(RowPage page) {
    int fewer = page.rows().size() - 1;
    return fewer < 1 || coin() ? page : pageOf(page, page.rows().subList(0, fewer));
  }

  /** Gives the last page a cursor, behind which there is nothing. */
  private static RowPage longer(RowPage page) {
    return page.rows().isEmpty() ? page : pageOf(page, page.rows());
  }

  private static RowPage pageOf(RowPage page, List<Row> rows) {
    Bytes last = rows.get(rows.size() - 1).key();
    Bytes cursor = Bytes.ofLong(page.incarnation()).concat(last);
    return new RowPage(true, page.incarnation(), rows, cursor);
  }

  /** Answers the row again that the cursor stands on, if there is room, and all in any order. */
  private static RowPage shuffled(RowPage page, Part.ScanPart scan, PlainCell state) {
    List<Row> rows = new ArrayList<>(page.rows());
    PlainMap map = state.maps.get(scan.map());
    Bytes cursor = scan.cursor();
    if (map != null && cursor != null && !rows.isEmpty()) {
      Row again = map.rows.get(cursor.slice(Long.BYTES, cursor.length()));
      long bytes = rows.stream().mapToLong(OddBackend::size).sum();
      if (again != null && rows.size() < scan.maxRows() && bytes + size(again) <= scan.maxBytes()) {
        rows.add(again);
      }
    }
    Collections.shuffle(rows);
    return new RowPage(true, page.incarnation(), rows, page.cursor());
  }

  private static long size(Row row) {
    return row.key().length() + row.value().length();
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    dawdle();
    CellPage page = super.list(query, deadline);
    int fewer = page.cells().size() - 1;
    if (fewer > 0 && coin()) {
      Bytes cursor = page.cells().get(fewer - 1).cell().idBytes();
      return new CellPage(page.cells().subList(0, fewer), cursor);
    }
    return query.cursor() != null && fewer >= 0 && coin()
        ? new CellPage(List.of(), query.cursor())
        : page;
  }

  /** Tells for a while what it counted once. */
  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    Counted last = counted.get(collection);
    long now = System.nanoTime();
    if (last == null || now - last.since() > MAX_AGE) {
      last = new Counted(super.usage(collection, deadline), now);
      counted.put(collection, last);
    }
    Duration age = Duration.ofNanos(System.nanoTime() - last.since() + 1);
    return new Usage(last.usage().cells(), last.usage().bytes(), age);
  }

  private static boolean coin() {
    return ThreadLocalRandom.current().nextBoolean();
  }

  private static void dawdle() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_DELAY));
  }
}
