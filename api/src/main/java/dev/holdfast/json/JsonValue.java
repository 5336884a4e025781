package dev.holdfast.json;

import dev.holdfast.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value: an object, array, string, number, boolean or null.
 *
 * <p>Values are deeply immutable and thread-safe. Two are equal if they mean the same: objects
 * whatever the order of their keys, decimals whatever their trailing zeros; but the integer {@code
 * 1} and the decimal {@code 1.0} differ. Strings and keys are valid Unicode, and nothing nests
 * deeper than {@link #MAX_DEPTH}, so that every value can be written and read back.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /** How many objects and arrays may lie inside each other, the outermost included. */
  int MAX_DEPTH = 500;

  /** The kinds of value, to switch on. */
  enum Kind {
    /** A {@link JsonObject}. */
    OBJECT("an object"),
    /** A {@link JsonArray}. */
    ARRAY("an array"),
    /** A {@link JsonString}. */
    STRING("a string"),
    /** A {@link JsonInteger}. */
    INTEGER("an integer"),
    /** A {@link JsonDecimal}. */
    DECIMAL("a decimal number"),
    /** A {@link JsonBoolean}. */
    BOOLEAN("a boolean"),
    /** The {@link JsonNull}. */
    NULL("null");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Returns the kind in words, with its article, for messages. */
    public String words() {
      return words;
    }
  }

  /** Returns the kind of this value. */
  Kind kind();

  /** Returns how many objects and arrays lie inside each other: 0 for all other values. */
  default int depth() {
    return 0;
  }

  /** Returns this value as compact JSON text. */
  @Override
  String toString();

  /** Returns this value as compact JSON in UTF-8. */
  default Bytes toUtf8() {
    return JsonWriter.encode(this);
  }

  /**
   * Returns the value that a plain Java object stands for.
   *
   * <p>Taken are {@code null}, {@code JsonValue}, {@code Boolean}, {@code Byte}, {@code Short},
   * {@code Integer}, {@code Long}, {@code BigInteger}, {@code Float}, {@code Double}, {@code
   * BigDecimal}, {@code CharSequence}, {@code Map} with text keys, {@code Iterable} and {@code
   * Object[]}, with such elements.
   *
   * @throws dev.holdfast.error.InvalidRequestException for any other type, NaN and infinities,
   *     unpaired surrogates, and what lies beyond the limits of {@link JsonDecimal} or {@link
   *     #MAX_DEPTH}
   */
  static JsonValue of(@Nullable Object plain) {
    return PlainJava.toJson(plain, 0);
  }

  /**
   * Reads exactly one JSON value from {@code text}.
   *
   * @throws dev.holdfast.error.InvalidRequestException with line and column, if the text is not
   *     JSON, repeats a key within an object, or lies beyond a limit
   * @throws dev.holdfast.error.ConfigurationException if holdfast-core is not there
   */
  static JsonValue parse(String text) {
    return InstalledService.READER.get().read(text);
  }

  /**
   * Reads exactly one JSON value from {@code utf8}, as {@link #parse(String)} does.
   *
   * @throws dev.holdfast.error.InvalidRequestException also if the bytes are not UTF-8
   */
  static JsonValue parse(Bytes utf8) {
    return InstalledService.READER.get().read(utf8);
  }
}
