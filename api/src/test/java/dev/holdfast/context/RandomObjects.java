package dev.holdfast.context;

import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonBoolean;
import dev.holdfast.json.JsonNull;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import dev.holdfast.json.JsonValue;
import java.util.List;
import java.util.Random;

/** Small random objects that often have keys, values and whole members in common. */
final class RandomObjects {

  private static final List<String> KEYS =
      List.of("a", "b", "c", "action", "value", "old_value", "path", "", "x/y", "~0", "0", "é.");

  private final Random random;

  RandomObjects(long seed) {
    this.random = new Random(seed);
  }

  JsonObject object() {
    return object(3);
  }

  private JsonObject object(int depth) {
    JsonObjectBuilder builder = JsonObject.builder();
    for (String key : KEYS) {
      if (random.nextInt(3) == 0) {
        builder.put(key, value(depth - 1));
      }
    }
    return builder.build();
  }

  private JsonValue value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 5)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonBoolean.TRUE;
      case 2 -> JsonValue.of(random.nextBoolean() ? "added" : "text");
      case 3 -> JsonValue.of(random.nextInt(3));
      case 4 -> JsonValue.of(1.0);
      case 5 -> JsonArray.of(1, null, object(depth - 1));
      default -> object(depth);
    };
  }

  /** Returns an object that is like {@code object} in most places. */
  JsonObject changed(JsonObject object) {
    JsonObject result = object;
    for (String key : KEYS) {
      switch (random.nextInt(8)) {
        case 0 -> result = result.without(key);
        case 1 -> result = result.with(key, value(2));
        case 2, 3 -> {
          if (result.get(key) instanceof JsonObject inner) {
            result = result.with(key, changed(inner));
          }
        }
        default -> {}
      }
    }
    return result;
  }
}
