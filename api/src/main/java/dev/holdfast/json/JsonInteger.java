package dev.holdfast.json;

import java.math.BigDecimal;

/**
 * A JSON number without fraction and exponent, of 64 bits: -2^63..2^63-1.
 *
 * @param value the number
 */
public record JsonInteger(long value) implements JsonNumber {

  @Override
  public Kind kind() {
    return Kind.INTEGER;
  }

  @Override
  public BigDecimal decimalValue() {
    return BigDecimal.valueOf(value);
  }

  @Override
  public double doubleValue() {
    return value;
  }

  @Override
  public long longValue() {
    return value;
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
