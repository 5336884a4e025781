package dev.holdfast.json;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Every JSON number that is not a {@link JsonInteger}: with a fraction or exponent, or beyond 64
 * bits.
 *
 * <p>Trailing zeros are kept and printed, but do not count in comparison: 1.0 equals 1.00. Whole
 * numbers of up to 64 bits print with a fraction (5 as 5.0), to stay decimals when read back; those
 * beyond print without one.
 *
 * @param value the number
 */
public record JsonDecimal(BigDecimal value) implements JsonNumber {

  /** The largest number of digits, leading zeros not counted. */
  public static final int MAX_DIGITS = 1_000;

  /** The largest power of ten of the first digit, to either side: numbers up to 9.99E+9999. */
  public static final int MAX_EXPONENT = 9_999;

  /**
   * Gives a whole number of up to 64 bits its fraction, and refuses what lies beyond the limits.
   *
   * @throws InvalidRequestException beyond {@link #MAX_DIGITS} or {@link #MAX_EXPONENT}
   */
  public JsonDecimal {
    check(value);
    if (value.scale() == 0 && value.unscaledValue().bitLength() < Long.SIZE) {
      value = value.setScale(1);
    }
  }

  private static void check(BigDecimal value) {
    if (value.precision() > MAX_DIGITS) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_JSON,
          "A number has %d digits; at most %d are allowed. Longer ones can be kept as a string."
              .formatted(value.precision(), MAX_DIGITS));
    }
    long exponent = (long) value.precision() - value.scale() - 1;
    if (Math.abs(exponent) > MAX_EXPONENT) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_JSON,
          "A number has the exponent %d; exponents are -%d..%d. Others can be kept as a string."
              .formatted(exponent, MAX_EXPONENT, MAX_EXPONENT));
    }
  }

  @Override
  public Kind kind() {
    return Kind.DECIMAL;
  }

  @Override
  public BigDecimal decimalValue() {
    return value;
  }

  @Override
  public double doubleValue() {
    return value.doubleValue();
  }

  @Override
  public long longValue() {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new InvalidRequestException(
          ErrorCode.UNCONVERTIBLE,
          "The number " + UnicodeText.shorten(toString()) + " is not an integer of 64 bits.",
          e);
    }
  }

  /** Returns whether this is a whole number beyond 64 bits, written without a fraction. */
  public boolean isBigInteger() {
    return value.scale() == 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonDecimal that && value.compareTo(that.value) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
