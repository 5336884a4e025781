package dev.holdfast.examples.monitor;

import dev.holdfast.error.HoldfastException;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;

/** Tells what went wrong without stopping the rest. Thread-safe. */
final class Notices {

  private final PrintWriter target;
  private final AtomicLong count = new AtomicLong();

  Notices(PrintWriter target) {
    this.target = target;
  }

  void add(String notice) {
    count.incrementAndGet();
    target.println(notice);
    target.flush();
  }

  /** Runs {@code step}; what it throws becomes a notice. */
  void guard(String who, Runnable step) {
    try {
      step.run();
    } catch (HoldfastException e) {
      add(who + ": " + e.getMessage());
    }
  }

  long count() {
    return count.get();
  }
}
