package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import dev.holdfast.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several members of one object set and removed at once. */
final class ObjectEdit {

  /** Up to this many changes, copying the object for each is faster than building a new one. */
  private static final int FEW = 3;

  private final Map<String, @Nullable JsonValue> members = new LinkedHashMap<>();

  void set(String key, JsonValue value) {
    members.put(key, value);
  }

  void remove(String key) {
    members.put(key, null);
  }

  JsonObject applyTo(JsonObject object) {
    return members.size() <= FEW ? oneByOne(object) : rebuilt(object);
  }

  private JsonObject oneByOne(JsonObject object) {
    JsonObject changed = object;
    for (Map.Entry<String, @Nullable JsonValue> member : members.entrySet()) {
      JsonValue value = member.getValue();
      changed =
          value == null ? changed.without(member.getKey()) : changed.with(member.getKey(), value);
    }
    return changed;
  }

  private JsonObject rebuilt(JsonObject object) {
    JsonObjectBuilder builder = JsonObject.builder();
    object.forEach(
        (key, old) -> {
          JsonValue value = members.containsKey(key) ? members.get(key) : old;
          if (value != null) {
            builder.put(key, value);
          }
        });
    members.forEach(
        (key, value) -> {
          if (value != null && !object.has(key)) {
            builder.put(key, value);
          }
        });
    return builder.build();
  }
}
