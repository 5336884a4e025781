package dev.holdfast.backend.redis.listing;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.StoredCell;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Usage;
import dev.holdfast.value.Bytes;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up a collection by walking through all its cells, page by page.
 *
 * <p>No single step sees all cells, so the sums are estimates. They are used again for ten times as
 * long as the walk took. Thread-safe.
 */
public final class UsageWalk {

  private static final int PAGE = 1_000;
  private static final int USES = 10;
  private static final int MOST_KEPT = 1_000;

  private final Index index;
  private final CellRecords records;
  private final Map<CollectionRef, Sums> known = new ConcurrentHashMap<>();

  /** Walks through {@code caller}. */
  public UsageWalk(Caller caller, KeySpace space, Index index) {
    this.index = index;
    this.records = new CellRecords(caller, space);
  }

  /** Returns the sums, as {@link dev.holdfast.spi.Backend#usage} says. */
  public Usage usage(CollectionRef collection, Deadline deadline) {
    Sums sums = known.get(collection);
    if (sums == null || !sums.isFresh()) {
      sums = walk(collection, deadline);
      if (known.size() >= MOST_KEPT) {
        known.clear();
      }
      known.put(collection, sums);
    }
    return sums.usage();
  }

  private Sums walk(CollectionRef collection, Deadline deadline) {
    long start = System.nanoTime();
    long cells = 0;
    long bytes = 0;
    Bytes cursor = null;
    List<Bytes> ids;
    do {
      ids = index.ids(collection, after(cursor), Direction.ASCENDING, PAGE, deadline);
      List<@Nullable StoredCell> found = records.read(collection, ids, deadline);
      for (int i = 0; i < ids.size(); i++) {
        StoredCell cell = found.get(i);
        if (cell != null) {
          cells++;
          bytes += ids.get(i).length() + cell.bytes();
        }
        cursor = ids.get(i);
      }
    } while (ids.size() == PAGE);
    return new Sums(cells, bytes, start, System.nanoTime());
  }

  private static Range<Bytes> after(@Nullable Bytes cursor) {
    return cursor == null
        ? Range.unbounded()
        : Range.from(Boundary.excluding(cursor), Boundary.unbounded());
  }

  /** What a walk found, and when by the machine's monotonic clock. */
  private record Sums(long cells, long bytes, long start, long end) {

    boolean isFresh() {
      return System.nanoTime() - end < USES * (end - start);
    }

    Usage usage() {
      Duration age = Duration.ofNanos(Math.max(1, System.nanoTime() - start));
      return new Usage(cells, bytes, age);
    }
  }
}
