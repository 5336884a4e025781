package dev.holdfast.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A JSON number, exact: an integer of 64 bits, or a decimal. */
public sealed interface JsonNumber extends JsonValue permits JsonInteger, JsonDecimal {

  /** Returns the integer {@code value}. */
  static JsonInteger of(long value) {
    return new JsonInteger(value);
  }

  /** Returns {@code value} as an integer if it has 64 bits at most, else as a decimal. */
  static JsonNumber of(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? new JsonInteger(value.longValue())
        : new JsonDecimal(new BigDecimal(value));
  }

  /** Returns the decimal {@code value}, also where it is a whole number. */
  static JsonDecimal of(BigDecimal value) {
    return new JsonDecimal(value);
  }

  /**
   * Returns the shortest decimal that reads back as {@code value}; -0.0 becomes 0.0.
   *
   * @throws dev.holdfast.error.InvalidRequestException for NaN and infinities
   */
  static JsonDecimal of(double value) {
    return PlainJava.decimal(value, Double.toString(value));
  }

  /** Returns the number, exactly. */
  BigDecimal decimalValue();

  /** Returns the nearest {@code double}; an infinity for numbers beyond its range. */
  double doubleValue();

  /**
   * Returns the number as a {@code long}.
   *
   * @throws dev.holdfast.error.InvalidRequestException if it has a fraction or more than 64 bits
   */
  long longValue();
}
