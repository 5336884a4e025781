package dev.holdfast.backend.jdbc.pool;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a bounded number of callers work at a time; the others wait, none past its deadline. */
final class Gate {

  /** They stay, one for each database that was ever opened. */
  private static final Map<String, Gate> WRITERS = new ConcurrentHashMap<>();

  private final int size;
  private final String obstacle;
  private final Semaphore free;

  private Gate(int size, String obstacle, boolean inOrder) {
    this.size = size;
    this.obstacle = obstacle;
    this.free = new Semaphore(size, inOrder);
  }

  /** Returns the gate of {@code size} connections. */
  static Gate ofConnections(int size) {
    return new Gate(size, "all " + size + " connections were in use", false);
  }

  /** Returns the one gate that all have who write to {@code database} in this process. */
  static Gate ofWriters(String database) {
    return WRITERS.computeIfAbsent(
        database, added -> new Gate(1, "others wrote to the database", true));
  }

  /** Waits for a place, which {@link #leave} gives back. */
  void enter(String what, Deadline deadline) {
    deadline.check(what);
    try {
      if (!free.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new UnavailableException(
            ErrorCode.DEADLINE_EXCEEDED,
            "%s was not begun: %s until its time was up.".formatted(what, obstacle));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          ErrorCode.INTERRUPTED, what + " was not begun: the thread was interrupted.", e);
    }
  }

  void leave() {
    free.release();
  }

  /** Waits, for a time, until nobody works; who still does is then left alone. */
  void awaitEmpty(Duration atMost) throws InterruptedException {
    if (free.tryAcquire(size, atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      free.release(size);
    }
  }
}
