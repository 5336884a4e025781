package dev.holdfast.core.durable;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds the bytes of changes that wait to be stored, first come, first served. Thread-safe. */
final class WriteBuffer {

  /** What a change takes besides its bytes, about. */
  private static final int OVERHEAD = 100;

  private final String table;
  private final int capacity;
  private final Semaphore room;

  WriteBuffer(String table, int capacity) {
    this.table = table;
    this.capacity = capacity;
    this.room = new Semaphore(capacity, true);
  }

  /** Returns what {@link #give} gives back for bytes that were taken. */
  int cost(long bytes) {
    if (bytes > capacity) {
      throw new LimitExceededException(
          ("A change of durable table \"%s\" has %d bytes, but its write buffer holds %d; "
                  + "split it, or open the table with a larger buffer.")
              .formatted(table, bytes, capacity));
    }
    return (int) Math.min(capacity, bytes + OVERHEAD);
  }

  /** Waits for room. */
  void take(int cost, Deadline deadline) {
    try {
      if (room.tryAcquire(cost, deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw full(ErrorCode.INTERRUPTED, cost, "the wait for room was interrupted");
    }
    throw full(ErrorCode.DEADLINE_EXCEEDED, cost, "no room came in time");
  }

  /** Takes room that is there, or refuses. */
  void takeNow(int cost) {
    if (!room.tryAcquire(cost)) {
      throw full(ErrorCode.UNAVAILABLE, cost, "an asynchronous change does not wait for room");
    }
  }

  void give(int cost) {
    room.release(cost);
  }

  long taken() {
    return capacity - (long) room.availablePermits();
  }

  private UnavailableException full(ErrorCode code, int cost, String why) {
    return new UnavailableException(
        code,
        "The write buffer of durable table \"%s\" (%d bytes) had no room for %d more, and %s."
            .formatted(table, capacity, cost, why));
  }
}
