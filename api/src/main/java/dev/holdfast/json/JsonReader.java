package dev.holdfast.json;

import dev.holdfast.value.Bytes;

/**
 * Reads JSON text; the service that holdfast-core provides.
 *
 * <p>An implementation is thread-safe and has a public constructor without parameters. It refuses,
 * with the line and column counted from 1, everything that is not exactly one JSON value by RFC
 * 8259: also a key repeated within one object, text after the value, NaN and infinities, unpaired
 * surrogates, and what lies beyond the limits of {@link JsonValue} and {@link JsonDecimal}.
 */
public interface JsonReader {

  /**
   * Returns the value that {@code text} holds.
   *
   * @throws dev.holdfast.error.InvalidRequestException if it is refused
   */
  JsonValue read(String text);

  /**
   * Returns the value that {@code utf8} holds.
   *
   * @throws dev.holdfast.error.InvalidRequestException if it is refused, or not UTF-8
   */
  JsonValue read(Bytes utf8);
}
