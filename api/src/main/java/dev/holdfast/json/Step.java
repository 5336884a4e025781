package dev.holdfast.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a {@link JsonPath}: a key in an object, an index in an array. */
final class Step {

  private static final int MAX_INDEX_DIGITS = 9;

  private Step() {}

  /** Returns the member of {@code container} at {@code key}, or null. */
  static @Nullable JsonValue member(@Nullable JsonValue container, String key) {
    if (container instanceof JsonObject object) {
      return object.get(key);
    }
    if (container instanceof JsonArray array) {
      int index = index(array, key);
      return index < 0 ? null : array.get(index);
    }
    return null;
  }

  /** Returns {@code container} with {@code value} at {@code key}, empty if there is no place. */
  static Optional<JsonValue> replace(JsonValue container, String key, JsonValue value) {
    if (container instanceof JsonObject object) {
      return Optional.of(object.with(key, value));
    }
    if (container instanceof JsonArray array && index(array, key) >= 0) {
      return Optional.of(array.with(index(array, key), value));
    }
    return Optional.empty();
  }

  /** Returns {@code container} without its member at {@code key}, which must be there. */
  static JsonValue remove(JsonValue container, String key) {
    return container instanceof JsonArray array
        ? array.without(index(array, key))
        : ((JsonObject) container).without(key);
  }

  /** Returns the index that {@code key} writes, or -1 where {@code array} has no such element. */
  private static int index(JsonArray array, String key) {
    boolean canonical =
        !key.isEmpty()
            && key.length() <= MAX_INDEX_DIGITS
            && key.chars().allMatch(c -> c >= '0' && c <= '9')
            && (key.length() == 1 || key.charAt(0) != '0');
    int index = canonical ? Integer.parseInt(key) : -1;
    return index < array.size() ? index : -1;
  }
}
