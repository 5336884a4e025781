package dev.holdfast.json;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array: values in order.
 *
 * <p>Immutable and thread-safe. {@code with}, {@code without}, {@code inserted} and {@code
 * appended} return a changed array that shares all other elements with this one.
 */
public final class JsonArray implements JsonValue, Iterable<JsonValue> {

  /** The array without elements. */
  public static final JsonArray EMPTY = new JsonArray(new JsonValue[0], 1);

  private final JsonValue[] values;
  private final int depth;
  private int hash;

  /** What {@link JsonWriter} keeps of the last encoding, if it is worth its memory. */
  @Nullable Bytes encoded;

  private JsonArray(JsonValue[] values, int depth) {
    this.values = values;
    this.depth = depth;
  }

  /** Takes ownership of {@code values}. */
  private static JsonArray owning(JsonValue[] values) {
    return values.length == 0 ? EMPTY : new JsonArray(values, Depth.around(values));
  }

  /**
   * Returns the array of these elements, each as {@link JsonValue#of} takes it.
   *
   * @throws InvalidRequestException if {@link JsonValue#of} refuses one
   */
  public static JsonArray of(@Nullable Object... elements) {
    return owning(Arrays.stream(elements).map(JsonValue::of).toArray(JsonValue[]::new));
  }

  /**
   * Returns the array of {@code elements}.
   *
   * @throws InvalidRequestException if it would nest deeper than {@link JsonValue#MAX_DEPTH}
   */
  public static JsonArray copyOf(Collection<? extends JsonValue> elements) {
    return owning(List.copyOf(elements).toArray(JsonValue[]::new));
  }

  /** Returns the number of elements. */
  public int size() {
    return values.length;
  }

  /** Returns whether there is no element. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /**
   * Returns the element at {@code index}, counted from 0.
   *
   * @throws InvalidRequestException unless {@code 0 <= index < size()}
   */
  public JsonValue get(int index) {
    return values[check(index, values.length - 1)];
  }

  /**
   * Returns this array with {@code value}, as {@link JsonValue#of} takes it, at {@code index}.
   *
   * @throws InvalidRequestException unless {@code 0 <= index < size()}
   */
  public JsonArray with(int index, @Nullable Object value) {
    JsonValue added = JsonValue.of(value);
    JsonValue removed = get(index);
    if (removed == added) {
      return this;
    }
    JsonValue[] changed = values.clone();
    changed[index] = added;
    return new JsonArray(changed, Depth.afterReplacing(depth, removed, added, changed));
  }

  /**
   * Returns this array with {@code value}, as {@link JsonValue#of} takes it, before {@code index}.
   *
   * @throws InvalidRequestException unless {@code 0 <= index <= size()}
   */
  public JsonArray inserted(int index, @Nullable Object value) {
    JsonValue added = JsonValue.of(value);
    check(index, values.length);
    JsonValue[] more = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, index, more, index + 1, values.length - index);
    more[index] = added;
    return new JsonArray(more, Math.max(depth, Depth.check(added.depth())));
  }

  /** Returns this array with {@code value}, as {@link JsonValue#of} takes it, at the end. */
  public JsonArray appended(@Nullable Object value) {
    return inserted(values.length, value);
  }

  /**
   * Returns this array without the element at {@code index}.
   *
   * @throws InvalidRequestException unless {@code 0 <= index < size()}
   */
  public JsonArray without(int index) {
    check(index, values.length - 1);
    JsonValue[] fewer = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(values, index + 1, fewer, index, fewer.length - index);
    return owning(fewer);
  }

  private int check(int index, int last) {
    if (index < 0 || index > last) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST,
          "There is no element %d in an array of %d.".formatted(index, values.length));
    }
    return index;
  }

  /** Returns an unmodifiable view as a list; nothing is copied. */
  public List<JsonValue> asList() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  /** Returns the elements as a stream. */
  public Stream<JsonValue> stream() {
    return Arrays.stream(values);
  }

  @Override
  public Iterator<JsonValue> iterator() {
    return asList().iterator();
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public Kind kind() {
    return Kind.ARRAY;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof JsonArray that && Arrays.equals(values, that.values));
  }

  /** Computed at first use and kept; a race computes the same number twice. */
  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(values);
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return toUtf8().toUtf8();
  }
}
