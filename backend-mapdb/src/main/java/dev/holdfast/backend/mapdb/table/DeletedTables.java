package dev.holdfast.backend.mapdb.table;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the space of tables that are deleted but still mapped.
 *
 * <p>A mapping ends when the garbage collector finds it unused, and only then does the system give
 * back the space of a deleted file. In a large heap that may take long, so the collector is asked
 * for when too much is waiting. Thread-safe.
 */
public final class DeletedTables {

  private static final Cleaner CLEANER = Cleaner.create();

  private final AtomicLong waiting = new AtomicLong();
  private final long most;
  private final Runnable collector;

  /** Asks {@code collector} to collect whenever more than {@code most} bytes are waiting. */
  public DeletedTables(long most, Runnable collector) {
    this.most = most;
    this.collector = collector;
  }

  /** Notes that the files of {@code table} were deleted. */
  public void add(Table table) {
    add(table, table.info().bytes());
  }

  void add(Object mapped, long bytes) {
    AtomicLong count = waiting;
    CLEANER.register(mapped, () -> count.addAndGet(-bytes));
    if (count.addAndGet(bytes) > most) {
      collector.run();
    }
  }

  /** Returns how many bytes are waiting. */
  public long waiting() {
    return waiting.get();
  }
}
