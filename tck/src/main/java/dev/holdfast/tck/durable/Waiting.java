package dev.holdfast.tck.durable;

import dev.holdfast.tck.Suite;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does, and fails where that does not happen. */
final class Waiting {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Waiting() {}

  static void until(CountDownLatch latch) {
    try {
      if (!latch.await(Suite.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("What the test waits for did not happen.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted.", e);
    }
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Suite.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("What the test waits for did not happen.");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
