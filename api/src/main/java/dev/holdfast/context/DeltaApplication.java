package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the changes of a delta. */
final class DeltaApplication {

  private DeltaApplication() {}

  static JsonObject apply(Delta delta, JsonObject object) {
    ObjectEdit edit = new ObjectEdit();
    for (Map.Entry<String, Change> entry : delta.changes().entrySet()) {
      String key = entry.getKey();
      Change change = entry.getValue();
      if (change instanceof Change.Removed) {
        edit.remove(key);
      } else {
        edit.set(key, valueAfter(key, change, object));
      }
    }
    return edit.applyTo(object);
  }

  private static JsonValue valueAfter(String key, Change change, JsonObject object) {
    if (change instanceof Change.Added added) {
      return added.value();
    }
    return change instanceof Change.Modified modified
        ? modified.value()
        : inside(key, object.get(key), (Change.Nested) change);
  }

  /** Returns {@code value} with the changes inside it made. */
  static JsonObject inside(String key, @Nullable JsonValue value, Change.Nested change) {
    if (value instanceof JsonObject inner) {
      return apply(change.delta(), inner);
    }
    throw Refusal.of(
        "The delta changes something inside key \"%s\", which is %s."
            .formatted(key, value == null ? "absent" : value.kind().words()));
  }
}
