package dev.holdfast.testservers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what servers do by themselves. */
final class Await {

  private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * Tries again until it holds; what throws does not hold yet.
   *
   * @throws IllegalStateException if it takes longer than {@code patience}
   */
  static void until(Duration patience, Callable<Boolean> condition, String what) {
    Exception last = null;
    for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end; ) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (Exception notYet) {
        last = notYet;
      }
      LockSupport.parkNanos(BETWEEN_TRIES);
    }
    throw new IllegalStateException(
        "After %d s still waiting for: %s".formatted(patience.toSeconds(), what), last);
  }
}
