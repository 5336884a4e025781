package dev.holdfast.json;

/**
 * A JSON string: any valid Unicode text, the empty one and U+0000 included.
 *
 * @param value the text
 */
public record JsonString(String value) implements JsonValue {

  /**
   * Refuses text that cannot be written as UTF-8.
   *
   * @throws dev.holdfast.error.InvalidRequestException if {@code value} has an unpaired surrogate
   */
  public JsonString {
    UnicodeText.check("string", value);
  }

  @Override
  public Kind kind() {
    return Kind.STRING;
  }

  /** Returns the text quoted and escaped, as JSON; {@link #value} is the text itself. */
  @Override
  public String toString() {
    return toUtf8().toUtf8();
  }
}
