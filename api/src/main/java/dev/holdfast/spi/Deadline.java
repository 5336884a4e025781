package dev.holdfast.spi;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import java.time.Duration;

/**
 * The moment by which a call must have returned or failed.
 *
 * <p>It follows the machine's monotonic clock, never the wall clock.
 */
public final class Deadline {

  /** A deadline that never passes, for calls that cannot wait. */
  public static final Deadline NEVER = new Deadline(0, Long.MAX_VALUE);

  private final long start;
  private final long nanos;

  private Deadline(long start, long nanos) {
    this.start = start;
    this.nanos = nanos;
  }

  /** Returns the deadline that passes {@code time} from now. */
  public static Deadline after(Duration time) {
    return new Deadline(System.nanoTime(), time.toNanos());
  }

  /** Returns how many nanoseconds are left; 0 once it has passed. */
  public long remainingNanos() {
    return nanos == Long.MAX_VALUE ? nanos : Math.max(0, nanos - (System.nanoTime() - start));
  }

  /** Returns how much time is left; zero once it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  /** Tells whether it has passed. */
  public boolean hasPassed() {
    return remainingNanos() == 0;
  }

  /**
   * Refuses to begin {@code what} once the deadline has passed.
   *
   * @throws UnavailableException if it has
   */
  public void check(String what) {
    if (hasPassed()) {
      throw new UnavailableException(
          ErrorCode.DEADLINE_EXCEEDED,
          "%s was not begun: the %d ms allowed for it had passed."
              .formatted(what, Duration.ofNanos(nanos).toMillis()));
    }
  }
}
