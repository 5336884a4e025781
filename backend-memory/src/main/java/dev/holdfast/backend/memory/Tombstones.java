package dev.holdfast.backend.memory;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.support.CellRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Deleted cells on their way out, the oldest first.
 *
 * <p>Every commit adds at most one and looks at {@value #STEP}, so the queue drains faster than it
 * grows. Thread-safe.
 */
final class Tombstones {

  private static final int STEP = 2;

  private final Queue<Tombstone> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock sweeping = new ReentrantLock();

  private record Tombstone(Cell cell, long sequence, Instant since) {}

  /** Remembers that {@code cell}, locked by this thread, has just been deleted. */
  void add(Cell cell) {
    CellRecord deleted = cell.state().cell();
    queue.add(new Tombstone(cell, deleted.sequence(), requireNonNull(deleted.updatedAt())));
  }

  /**
   * Hands cells that were deleted longer ago than {@code retention}, and not written since, to
   * {@code forget}, with their lock held.
   */
  void sweep(InstantSource clock, Duration retention, Consumer<Cell> forget) {
    if (queue.isEmpty() || !sweeping.tryLock()) {
      return;
    }
    try {
      Instant horizon = clock.instant().minus(retention);
      for (int step = 0; step < STEP; step++) {
        Tombstone oldest = queue.peek();
        if (oldest == null || !oldest.since().isBefore(horizon)) {
          return;
        }
        queue.remove();
        forget(oldest, forget);
      }
    } finally {
      sweeping.unlock();
    }
  }

  private void forget(Tombstone tombstone, Consumer<Cell> forget) {
    Cell cell = tombstone.cell();
    if (!cell.lock().tryLock()) {
      queue.add(tombstone);
      return;
    }
    try {
      if (cell.state().sequence() == tombstone.sequence()) {
        forget.accept(cell);
      }
    } finally {
      cell.lock().unlock();
    }
  }
}
