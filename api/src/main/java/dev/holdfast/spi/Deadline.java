package dev.holdfast.spi;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import java.time.Duration;

/**
 * The moment by which a call must have returned or failed.
 *
 * <p>It follows the machine's monotonic clock, never the wall clock. Thread-safe.
 */
public final class Deadline {

  /** A deadline that never passes, for calls that cannot wait. */
  public static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final long nanos;
  private volatile long start;
  private volatile boolean begun;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** Returns the deadline that passes {@code time} from now. */
  public static Deadline after(Duration time) {
    Deadline deadline = new Deadline(nanos(time));
    deadline.begin(System.nanoTime());
    return deadline;
  }

  /**
   * Returns the deadline that passes {@code time} after it is first asked how much is left: a call
   * that never waits then never looks at the clock. Until it is asked it has not passed.
   */
  public static Deadline uponUse(Duration time) {
    return new Deadline(nanos(time));
  }

  /** Returns as much as can be counted, some 292 years, for any longer time. */
  private static long nanos(Duration time) {
    if (time.isNegative()) {
      return 0;
    }
    return time.compareTo(LONGEST) < 0 ? time.toNanos() : Long.MAX_VALUE;
  }

  private void begin(long now) {
    start = now;
    begun = true;
  }

  /** Returns how many nanoseconds are left; 0 once it has passed. */
  public long remainingNanos() {
    if (nanos == Long.MAX_VALUE) {
      return nanos;
    }
    long now = System.nanoTime();
    if (!begun) {
      begin(now);
    }
    return Math.max(0, nanos - (now - start));
  }

  /** Returns how much time is left; zero once it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  /** Tells whether it has passed. */
  public boolean hasPassed() {
    return begun && remainingNanos() == 0;
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
