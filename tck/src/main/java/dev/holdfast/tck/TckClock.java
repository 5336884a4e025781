package dev.holdfast.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * A clock that stands still until a test moves it; any thread may read it, one moves it.
 *
 * <p>A new one starts later than any before it was ever moved to, so that what a backend keeps of
 * earlier tests lies in the past.
 */
public final class TckClock implements InstantSource {

  private static Instant latest = Instant.ofEpochMilli(System.currentTimeMillis());

  private volatile Instant now;

  /** Starts, at a whole millisecond, after everything that any clock of this kind ever showed. */
  public TckClock() {
    now = note(later());
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves it forward and returns where it then stands. */
  public Instant advance(Duration by) {
    return set(now.plus(by));
  }

  /** Moves it to {@code instant}, which may lie back, and returns that. */
  public Instant set(Instant instant) {
    now = note(instant);
    return instant;
  }

  private static synchronized Instant later() {
    return latest.plusSeconds(1).truncatedTo(ChronoUnit.MILLIS);
  }

  private static synchronized Instant note(Instant instant) {
    latest = instant.isAfter(latest) ? instant : latest;
    return instant;
  }
}
