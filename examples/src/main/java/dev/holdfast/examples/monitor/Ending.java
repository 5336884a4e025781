package dev.holdfast.examples.monitor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a run, asked for by whoever wants it first: the clock, the input, or the user.
 *
 * <p>While one is open, an interrupt from the keyboard and a polite kill end the run in order: the
 * virtual machine waits until it is closed.
 */
final class Ending implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);
  private final Thread hook = new Thread(this::endInOrder, "monitor-interrupt");

  Ending() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Asks for the end. */
  void ask() {
    asked.countDown();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /**
   * Waits for the end to be asked for, but not longer than {@code most}; returns whether it was.
   */
  boolean await(Duration most) {
    try {
      return asked.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void endInOrder() {
    ask();
    try {
      boolean ended = reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assert ended : "The run did not end in " + PATIENCE_SECONDS + " s.";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that everything is closed. */
  @Override
  public void close() {
    reached.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook is running, and ends now.
      ask();
    }
  }
}
