package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;

/** One change as an object: an action, the old value, the value. */
final class Actions {

  private static final String ACTION = "action";
  private static final String VALUE = "value";
  private static final String OLD_VALUE = "old_value";
  private static final String ADDED = "added";
  private static final String MODIFIED = "modified";
  private static final String REMOVED = "removed";

  private Actions() {}

  /** Writes a change that is not nested behind what {@code target} has already. */
  static JsonObject write(Change change, JsonObjectBuilder target) {
    if (change instanceof Change.Added added) {
      return target.put(ACTION, ADDED).put(VALUE, added.value()).build();
    }
    if (change instanceof Change.Modified modified) {
      return target
          .put(ACTION, MODIFIED)
          .put(OLD_VALUE, modified.oldValue())
          .put(VALUE, modified.value())
          .build();
    }
    Change.Removed removed = (Change.Removed) change;
    return target.put(ACTION, REMOVED).put(OLD_VALUE, removed.oldValue()).build();
  }

  /** Tells a change from an object of changes by key, whose members all are objects. */
  static boolean isChange(JsonObject json) {
    return json.get(ACTION) instanceof JsonString;
  }

  static Change read(JsonObject json) {
    String action = json.string(ACTION);
    return switch (action) {
      case ADDED -> new Change.Added(member(json, VALUE));
      case MODIFIED -> new Change.Modified(member(json, OLD_VALUE), member(json, VALUE));
      case REMOVED -> new Change.Removed(member(json, OLD_VALUE));
      default ->
          throw Refusal.of(
              "A change has the action \"%s\"; it is added, modified or removed."
                  .formatted(action));
    };
  }

  private static JsonValue member(JsonObject json, String key) {
    JsonValue value = json.get(key);
    if (value == null) {
      throw Refusal.of("A change \"%s\" has no \"%s\".".formatted(json.string(ACTION), key));
    }
    return value;
  }

  static JsonObject object(JsonValue json) {
    if (json instanceof JsonObject object) {
      return object;
    }
    throw Refusal.of(
        "A delta has %s where an object of changes belongs.".formatted(json.kind().words()));
  }
}
