package dev.holdfast.core.context;

import dev.holdfast.context.Change;
import dev.holdfast.context.Delta;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonInteger;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import dev.holdfast.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form in which deltas are stored: short, and quick to write.
 *
 * <p>An object holds changes by key. A change is a list: 0 and the value added; 1, the old value
 * and the value; 2 and the value removed. What changed inside is an object again.
 */
final class StoredDelta {

  private static final JsonInteger ADDED = new JsonInteger(0);
  private static final JsonInteger MODIFIED = new JsonInteger(1);
  private static final JsonInteger REMOVED = new JsonInteger(2);

  private StoredDelta() {}

  static JsonObject write(Delta delta) {
    JsonObjectBuilder members = JsonObject.builder();
    delta.changes().forEach((key, change) -> members.put(key, write(change)));
    return members.build();
  }

  private static JsonValue write(Change change) {
    if (change instanceof Change.Nested nested) {
      return write(nested.delta());
    }
    if (change instanceof Change.Added added) {
      return JsonArray.copyOf(List.of(ADDED, added.value()));
    }
    if (change instanceof Change.Modified modified) {
      return JsonArray.copyOf(List.of(MODIFIED, modified.oldValue(), modified.value()));
    }
    return JsonArray.copyOf(List.of(REMOVED, ((Change.Removed) change).oldValue()));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidRequestException if it is something else
   */
  static Delta read(JsonObject json) {
    Map<String, Change> changes = new LinkedHashMap<>();
    json.forEach((key, value) -> changes.put(key, readChange(value)));
    return Delta.of(changes);
  }

  private static Change readChange(JsonValue json) {
    if (json instanceof JsonObject inner) {
      return new Change.Nested(read(inner));
    }
    if (json instanceof JsonArray parts && !parts.isEmpty()) {
      JsonValue action = parts.get(0);
      if (action.equals(ADDED)) {
        return new Change.Added(parts.get(1));
      }
      if (action.equals(MODIFIED)) {
        return new Change.Modified(parts.get(1), parts.get(2));
      }
      if (action.equals(REMOVED)) {
        return new Change.Removed(parts.get(1));
      }
    }
    throw new InvalidRequestException(ErrorCode.INVALID_JSON, "This is not a stored change.");
  }
}
