package dev.holdfast.json;

import dev.holdfast.value.Bytes;

/**
 * Writes compact JSON in UTF-8 piece by piece, for forms that need not be values first.
 *
 * <p>It sets the commas; that every object and array ends, and that members have keys, is up to the
 * caller. Not thread-safe.
 */
public final class JsonOutput {

  private final JsonWriter writer = new JsonWriter(0);
  private boolean separate;

  /** Begins behind {@code prefix}, which need not be JSON. */
  public JsonOutput(Bytes prefix) {
    writer.raw(prefix);
  }

  /** Begins an object. */
  public JsonOutput beginObject() {
    return begin('{');
  }

  /** Ends the object. */
  public JsonOutput endObject() {
    return end('}');
  }

  /** Begins an array. */
  public JsonOutput beginArray() {
    return begin('[');
  }

  /** Ends the array. */
  public JsonOutput endArray() {
    return end(']');
  }

  /**
   * Writes the key of the member that comes next.
   *
   * @param key Unicode text, as every key of a {@link JsonObject} is
   */
  public JsonOutput key(String key) {
    comma();
    writer.string(key);
    writer.mark(':');
    separate = false;
    return this;
  }

  /** Writes a value. */
  public JsonOutput value(JsonValue value) {
    comma();
    writer.value(value);
    return this;
  }

  /** Writes a whole number. */
  public JsonOutput value(long number) {
    comma();
    writer.integer(number);
    return this;
  }

  /** Returns all that was written, which is forgotten here. */
  public Bytes toBytes() {
    separate = false;
    return writer.finish();
  }

  private JsonOutput begin(char mark) {
    comma();
    writer.mark(mark);
    separate = false;
    return this;
  }

  private JsonOutput end(char mark) {
    writer.mark(mark);
    separate = true;
    return this;
  }

  /** Sets a comma before all but the first member or element, and not behind a key. */
  private void comma() {
    if (separate) {
      writer.mark(',');
    }
    separate = true;
  }
}
