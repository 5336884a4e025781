package dev.holdfast.context;

import java.time.Duration;

/** A cleanup that runs again and again; thread-safe. */
public interface CleanupSchedule extends AutoCloseable {

  /** Returns the time between the beginnings of two cleanups. */
  Duration interval();

  /**
   * Changes the interval at once: the next cleanup is due one new interval after the last began, or
   * now if that has passed.
   *
   * @param interval above zero, at most 10,000 days
   */
  void setInterval(Duration interval);

  /** Ends it; idempotent. A cleanup under way ends by itself. */
  @Override
  void close();
}
