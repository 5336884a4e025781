package dev.holdfast.core.cell;

import dev.holdfast.spi.Deadline;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * The pauses between attempts: doubling from 2 ms to 500 ms, of which a random half is left out, so
 * that callers that failed together do not return together.
 */
final class Backoff {

  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int DOUBLINGS = 8; // 2 ms * 2^8 > 500 ms

  /** Waits for some nanoseconds. */
  interface Sleep {
    void nanos(long nanos) throws InterruptedException;
  }

  private final Sleep sleep;
  private final LongUnaryOperator randomBelow;

  Backoff(Sleep sleep, LongUnaryOperator randomBelow) {
    this.sleep = sleep;
    this.randomBelow = randomBelow;
  }

  static Backoff real() {
    return new Backoff(
        TimeUnit.NANOSECONDS::sleep, bound -> ThreadLocalRandom.current().nextLong(bound));
  }

  /**
   * Pauses after the {@code failures}th failure.
   *
   * @return whether to go on: not if the pause would outlast the deadline, or was interrupted
   */
  boolean pause(int failures, Deadline deadline, Interrupts interrupts) {
    long longest = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(failures - 1, DOUBLINGS));
    long nanos = longest / 2 + randomBelow.applyAsLong(longest / 2);
    if (nanos >= deadline.remainingNanos() || interrupts.pendingEndsCall()) {
      return false;
    }
    try {
      sleep.nanos(nanos);
      return true;
    } catch (InterruptedException e) {
      return !interrupts.endCall();
    }
  }
}
