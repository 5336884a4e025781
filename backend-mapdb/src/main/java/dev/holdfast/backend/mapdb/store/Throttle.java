package dev.holdfast.backend.mapdb.store;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Holds commits back while checkpoints cannot keep up, so that memory and journal stay bounded.
 *
 * <p>A checkpoint is due when so much is in memory; at twice that, commits wait for it.
 */
final class Throttle {

  private final long due;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();

  Throttle(long due) {
    this.due = due;
  }

  boolean isDue(long weight) {
    return weight >= due;
  }

  /**
   * Returns once there is room in memory, or no hope for it.
   *
   * @throws UnavailableException if the thread is interrupted meanwhile, or the deadline passes
   */
  void pass(LongSupplier weight, BooleanSupplier hopeless, Deadline deadline) {
    if (weight.getAsLong() < 2 * due) {
      return;
    }
    lock.lock();
    try {
      long nanos = deadline.remainingNanos();
      while (weight.getAsLong() >= 2 * due && !hopeless.getAsBoolean()) {
        if (nanos <= 0) {
          throw new UnavailableException(
              ErrorCode.DEADLINE_EXCEEDED,
              "The commit was not begun: the disk does not keep up with writing tables.");
        }
        nanos = released.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          ErrorCode.INTERRUPTED, "The thread was interrupted before its commit began.", e);
    } finally {
      lock.unlock();
    }
  }

  /** Lets those who wait look again. */
  void release() {
    lock.lock();
    try {
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
