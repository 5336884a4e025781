package dev.holdfast.backend.mapdb.store;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Locks for cells; a few cells share one, which costs little because none is held for long. */
final class CellLocks {

  private static final int COUNT = 256;

  private final ReentrantLock[] locks = new ReentrantLock[COUNT];

  CellLocks() {
    for (int i = 0; i < COUNT; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** A lock that this thread has. */
  interface Held {
    void release();
  }

  /**
   * Takes the lock of the cell with this prefix.
   *
   * @throws UnavailableException if the thread is interrupted meanwhile, or the deadline passes
   */
  Held take(Bytes prefix, Deadline deadline) {
    int hash = prefix.hashCode();
    ReentrantLock lock = locks[(hash ^ (hash >>> 16)) & (COUNT - 1)];
    if (!lock.tryLock()) {
      await(lock, deadline);
    }
    return lock::unlock;
  }

  private static void await(ReentrantLock lock, Deadline deadline) {
    try {
      if (!lock.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new UnavailableException(
            ErrorCode.DEADLINE_EXCEEDED,
            "The commit was not begun: others on the same cell took all the time allowed.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          ErrorCode.INTERRUPTED, "The thread was interrupted before its commit began.", e);
    }
  }
}
