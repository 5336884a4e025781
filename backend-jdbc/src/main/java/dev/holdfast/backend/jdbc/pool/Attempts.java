package dev.holdfast.backend.jdbc.pool;

import dev.holdfast.backend.jdbc.dialect.Failure;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Decides whether work that failed without effect is tried again, and waits before that. */
public final class Attempts {

  private static final int MAX_LOST = 3;
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SqlErrors errors;
  private final String what;
  private final Deadline deadline;
  private int lost;
  private long pause = FIRST_PAUSE_NANOS;

  /** Counts the attempts at {@code what}. */
  public Attempts(SqlErrors errors, String what, Deadline deadline) {
    this.errors = errors;
    this.what = what;
    this.deadline = deadline;
  }

  /**
   * Returns if another attempt is worth it: after a lost race always, after a lost connection a few
   * times, for the pool may hold more connections of a server that was restarted.
   *
   * @throws dev.holdfast.error.HoldfastException if not
   */
  public void failed(SQLException exception) {
    Failure failure = errors.failure(exception);
    boolean again = failure == Failure.RETRY || (failure == Failure.LOST && ++lost < MAX_LOST);
    if (!again || deadline.remainingNanos() <= pause) {
      throw errors.notApplied(what, exception);
    }
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause) + 1);
    pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    if (Thread.currentThread().isInterrupted()) {
      throw new UnavailableException(
          ErrorCode.INTERRUPTED, what + " was given up: the thread was interrupted.", exception);
    }
  }
}
