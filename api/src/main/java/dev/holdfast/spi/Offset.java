package dev.holdfast.spi;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;

/**
 * A place in a log: two numbers, each from 0 to 2^63−1, ordered by the first, then the second.
 *
 * <p>{@link #ORIGIN} (0, 0) lies before every entry. A minor of 2^63−1 stands for infinity: such an
 * offset bounds a range and is never an entry's.
 *
 * @param major the first number
 * @param minor the second number
 */
public record Offset(long major, long minor) implements Comparable<Offset> {

  /** The minor number that stands for infinity. */
  public static final long INFINITE = Long.MAX_VALUE;

  /** The offset before every entry. */
  public static final Offset ORIGIN = new Offset(0, 0);

  /** The offset past every entry. */
  public static final Offset END = new Offset(Long.MAX_VALUE, INFINITE);

  /**
   * Checks that neither number is negative.
   *
   * @throws InvalidRequestException if one is
   */
  public Offset {
    if (major < 0 || minor < 0) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "Offset (%d, %d) has a negative number; both go from 0 to 2^63-1."
              .formatted(major, minor));
    }
  }

  /** Tells whether an entry may stand here: not at the origin, and not at infinity. */
  public boolean canHoldEntry() {
    return minor != INFINITE && (major > 0 || minor > 0);
  }

  /** Tells whether this lies after {@code other}. */
  public boolean isAfter(Offset other) {
    return compareTo(other) > 0;
  }

  /**
   * Returns the largest offset before this one.
   *
   * @throws InvalidRequestException at the origin
   */
  public Offset predecessor() {
    return minor > 0 ? new Offset(major, minor - 1) : new Offset(major - 1, INFINITE);
  }

  /** Returns the larger of the two. */
  public static Offset max(Offset a, Offset b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  @Override
  public int compareTo(Offset other) {
    int byMajor = Long.compare(major, other.major);
    return byMajor != 0 ? byMajor : Long.compare(minor, other.minor);
  }

  /** Returns {@code major_minor}, with {@code inf} for infinity. */
  @Override
  public String toString() {
    return major + "_" + (minor == INFINITE ? "inf" : Long.toString(minor));
  }
}
