package dev.holdfast.json;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: values by key, printed in the order in which the keys came, compared without it.
 *
 * <p>Immutable and thread-safe. {@code with} and {@code without} return a changed object that
 * shares everything else with this one.
 */
public final class JsonObject implements JsonValue {

  /** The object without keys. */
  public static final JsonObject EMPTY = new JsonObject(Keys.NONE, new JsonValue[0], 1);

  private final Keys keys;
  private final JsonValue[] values;
  private final int depth;
  private int hash;

  /** What {@link JsonWriter} keeps of the last encoding, if it is worth its memory. */
  @Nullable Bytes encoded;

  /** How long the last encoding was, of this or of what it was made from; 0 if unknown. */
  int lastLength;

  private JsonObject(Keys keys, JsonValue[] values, int depth) {
    this.keys = keys;
    this.values = values;
    this.depth = depth;
  }

  /** Takes ownership of {@code values}, one for each key. */
  static JsonObject of(Keys keys, JsonValue[] values) {
    return values.length == 0 ? EMPTY : new JsonObject(keys, values, Depth.around(values));
  }

  /**
   * Returns the object with these keys and values, given in turn.
   *
   * @param value as {@link JsonValue#of} takes it
   * @param more further keys and values in turn
   * @throws InvalidRequestException if a key is not text or comes twice, a value is missing, or
   *     {@link JsonValue#of} refuses one
   */
  public static JsonObject of(String key, @Nullable Object value, @Nullable Object... more) {
    if (more.length % 2 != 0) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "Keys and values come in pairs; the last of %d arguments has no value."
              .formatted(more.length + 2));
    }
    JsonObjectBuilder builder = builder().put(key, value);
    for (int i = 0; i < more.length; i += 2) {
      builder.put(PlainJava.key(more[i]), more[i + 1]);
    }
    return builder.build();
  }

  /** Returns an empty builder. */
  public static JsonObjectBuilder builder() {
    return new JsonObjectBuilder();
  }

  /**
   * Reads exactly one JSON object from {@code text}.
   *
   * @throws InvalidRequestException as {@link JsonValue#parse(String)}, or for another value
   */
  public static JsonObject parse(String text) {
    return expect(JsonValue.parse(text));
  }

  /**
   * Reads exactly one JSON object from {@code utf8}.
   *
   * @throws InvalidRequestException as {@link JsonValue#parse(Bytes)}, or for another value
   */
  public static JsonObject parse(Bytes utf8) {
    return expect(JsonValue.parse(utf8));
  }

  private static JsonObject expect(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new InvalidRequestException(
        ErrorCode.INVALID_JSON,
        "Line 1, column 1: the text holds " + value.kind().words() + ", not an object.");
  }

  /** Returns the number of keys. */
  public int size() {
    return values.length;
  }

  /** Returns whether there is no key. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /** Returns the keys in their order. */
  public List<String> keys() {
    return keys.asList();
  }

  /**
   * Returns the key at {@code position}, counted from 0 in the order of the keys.
   *
   * @throws IndexOutOfBoundsException if there is no such position
   */
  public String keyAt(int position) {
    return keys.name(position);
  }

  /**
   * Returns the value of the key at {@code position}.
   *
   * @throws IndexOutOfBoundsException if there is no such position
   */
  public JsonValue valueAt(int position) {
    return values[position];
  }

  /** Returns whether {@code key} is there, even if its value is JSON null. */
  public boolean has(String key) {
    return keys.position(key) >= 0;
  }

  /** Returns the value of {@code key}, or null if it is absent; a JSON null is not absent. */
  public @Nullable JsonValue get(String key) {
    int position = keys.position(key);
    return position < 0 ? null : values[position];
  }

  /** Returns the value of {@code key}, empty if it is absent; a JSON null is not absent. */
  public Optional<JsonValue> optional(String key) {
    return Optional.ofNullable(get(key));
  }

  /** Returns the value at {@code path}, empty if there is none. */
  public Optional<JsonValue> find(JsonPath path) {
    return path.find(this);
  }

  /**
   * Returns the value at {@code path}, keys joined by dots, empty if there is none.
   *
   * @throws InvalidRequestException if {@link JsonPath#parse} refuses the path
   */
  public Optional<JsonValue> find(String path) {
    return JsonPath.parse(path).find(this);
  }

  /**
   * Returns the text at {@code key}.
   *
   * @throws InvalidRequestException if the key is absent or holds no string
   */
  public String string(String key) {
    return member(key, JsonString.class, "a string").value();
  }

  /**
   * Returns the integer at {@code key}.
   *
   * @throws InvalidRequestException if the key is absent or holds no whole number of 64 bits
   */
  public long integer(String key) {
    return member(key, JsonNumber.class, "an integer").longValue();
  }

  /**
   * Returns the number at {@code key}, exactly.
   *
   * @throws InvalidRequestException if the key is absent or holds no number
   */
  public BigDecimal decimal(String key) {
    return member(key, JsonNumber.class, "a number").decimalValue();
  }

  /**
   * Returns the truth at {@code key}.
   *
   * @throws InvalidRequestException if the key is absent or holds no boolean
   */
  public boolean bool(String key) {
    return member(key, JsonBoolean.class, "a boolean").value();
  }

  /**
   * Returns the object at {@code key}.
   *
   * @throws InvalidRequestException if the key is absent or holds no object
   */
  public JsonObject object(String key) {
    return member(key, JsonObject.class, "an object");
  }

  /**
   * Returns the array at {@code key}.
   *
   * @throws InvalidRequestException if the key is absent or holds no array
   */
  public JsonArray array(String key) {
    return member(key, JsonArray.class, "an array");
  }

  private <T extends JsonValue> T member(String key, Class<T> type, String wanted) {
    JsonValue value = get(key);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new InvalidRequestException(
        ErrorCode.UNCONVERTIBLE,
        "Key \"%s\" is %s, not %s."
            .formatted(
                UnicodeText.shorten(key), value == null ? "absent" : value.kind().words(), wanted));
  }

  /**
   * Returns this object with {@code value} at {@code key}, in its place or at the end.
   *
   * @param value as {@link JsonValue#of} takes it; null stores JSON null
   * @throws InvalidRequestException if {@link JsonValue#of} refuses the value
   */
  public JsonObject with(String key, @Nullable Object value) {
    JsonValue added = JsonValue.of(value);
    int position = keys.position(key);
    if (position < 0) {
      JsonValue[] more = Arrays.copyOf(values, values.length + 1);
      more[values.length] = added;
      return changed(keys.with(key), more, Math.max(depth, Depth.check(added.depth())));
    }
    JsonValue removed = values[position];
    if (removed == added) {
      return this;
    }
    JsonValue[] others = values.clone();
    others[position] = added;
    return changed(keys, others, Depth.afterReplacing(depth, removed, added, others));
  }

  private JsonObject changed(Keys newKeys, JsonValue[] newValues, int newDepth) {
    JsonObject result = new JsonObject(newKeys, newValues, newDepth);
    result.lastLength = lastLength;
    return result;
  }

  /**
   * Returns this object with {@code value} at {@code path}; objects missing on the way are made.
   *
   * @throws InvalidRequestException if the path is empty, or leads through something that is not an
   *     object or an existing element of an array
   */
  public JsonObject with(JsonPath path, @Nullable Object value) {
    return path.set(this, JsonValue.of(value));
  }

  /** Returns this object without {@code key}; itself, if the key is absent. */
  public JsonObject without(String key) {
    int position = keys.position(key);
    if (position < 0) {
      return this;
    }
    JsonValue[] fewer = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(values, position + 1, fewer, position, fewer.length - position);
    return of(keys.without(position), fewer);
  }

  /**
   * Returns this object without what is at {@code path}; itself, if there is nothing.
   *
   * @throws InvalidRequestException if the path is empty
   */
  public JsonObject without(JsonPath path) {
    return path.remove(this);
  }

  /** Calls {@code action} with each key and value, in order. */
  public void forEach(BiConsumer<? super String, ? super JsonValue> action) {
    for (int i = 0; i < values.length; i++) {
      action.accept(keys.name(i), values[i]);
    }
  }

  /** Returns an unmodifiable view as a map in the same order; nothing is copied. */
  public Map<String, JsonValue> asMap() {
    return new JsonObjectMap(this);
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public Kind kind() {
    return Kind.OBJECT;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof JsonObject that) || values.length != that.values.length) {
      return false;
    }
    return keys == that.keys ? Arrays.equals(values, that.values) : sameMembers(that);
  }

  private boolean sameMembers(JsonObject that) {
    for (int i = 0; i < values.length; i++) {
      if (!values[i].equals(that.get(keys.name(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Computed at first use and kept; a race computes the same number twice. */
  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      for (int i = 0; i < values.length; i++) {
        known += keys.name(i).hashCode() ^ (31 * values[i].hashCode());
      }
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return toUtf8().toUtf8();
  }
}
