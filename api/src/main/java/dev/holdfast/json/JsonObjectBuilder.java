package dev.holdfast.json;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the keys and values of a {@link JsonObject}, each key once.
 *
 * <p>Not thread-safe. It may go on collecting after {@link #build}.
 */
public final class JsonObjectBuilder {

  private final List<String> names = new ArrayList<>(Keys.SCANNED);
  private final List<JsonValue> values = new ArrayList<>(Keys.SCANNED);

  /** Kept from more than {@link Keys#SCANNED} keys on; the object built takes it over. */
  private @Nullable Map<String, Integer> positions;

  private boolean positionsShared;

  JsonObjectBuilder() {}

  /**
   * Adds a key and its value.
   *
   * @param value as {@link JsonValue#of} takes it; null stores JSON null
   * @throws InvalidRequestException if the key is already there or is not Unicode text, or {@link
   *     JsonValue#of} refuses the value; the builder is as before
   */
  public JsonObjectBuilder put(String key, @Nullable Object value) {
    JsonValue added = JsonValue.of(value);
    UnicodeText.check("key", key);
    if (!addName(key)) {
      throw repeated(key);
    }
    values.add(added);
    return this;
  }

  /**
   * Checks that {@code key} is not there yet, for readers that know where they are in the text.
   *
   * @throws InvalidRequestException if the key is already there
   */
  public void requireNew(String key) {
    Map<String, Integer> known = positions;
    if (known == null ? names.contains(key) : known.containsKey(key)) {
      throw repeated(key);
    }
  }

  private static InvalidRequestException repeated(String key) {
    return new InvalidRequestException(
        ErrorCode.INVALID_JSON,
        "Key \"%s\" comes twice in one object.".formatted(UnicodeText.shorten(key)));
  }

  /** Adds {@code key} to the names, unless it is there already. */
  private boolean addName(String key) {
    if (names.size() < Keys.SCANNED) {
      return !names.contains(key) && names.add(key);
    }
    Map<String, Integer> known = positionsToChange();
    if (known.putIfAbsent(key, names.size()) != null) {
      return false;
    }
    return names.add(key);
  }

  private Map<String, Integer> positionsToChange() {
    Map<String, Integer> known = positions;
    if (known == null) {
      known = new HashMap<>(4 * Keys.SCANNED);
      for (int i = 0; i < names.size(); i++) {
        known.put(names.get(i), i);
      }
    } else if (positionsShared) {
      known = new HashMap<>(known);
    }
    positions = known;
    positionsShared = false;
    return known;
  }

  /** Returns the object with what was put so far. */
  public JsonObject build() {
    positionsShared = true;
    return JsonObject.of(
        new Keys(names.toArray(String[]::new), positions), values.toArray(JsonValue[]::new));
  }
}
