package dev.holdfast.context;

import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import dev.holdfast.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON Patch, RFC 6902, of members of objects.
 *
 * <p>It writes and reads {@code add}, {@code replace} and {@code remove}; deltas need no others,
 * and never point into arrays.
 */
final class JsonPatchFormat implements DeltaFormat {

  static final JsonPatchFormat INSTANCE = new JsonPatchFormat();

  private JsonPatchFormat() {}

  @Override
  public String name() {
    return "json-patch+json";
  }

  @Override
  public Optional<JsonValue> encode(Delta delta) {
    return Refusal.unlessTooDeep(() -> write(delta));
  }

  private static JsonArray write(Delta delta) {
    List<JsonValue> operations = new ArrayList<>();
    DeltaWalk.leaves(
        delta, (path, change) -> operations.add(operation(JsonPointer.write(path), change)));
    return JsonArray.copyOf(operations);
  }

  private static JsonObject operation(String pointer, Change change) {
    if (change instanceof Change.Added added) {
      return start("add", pointer).put("value", added.value()).build();
    }
    if (change instanceof Change.Modified modified) {
      return start("replace", pointer).put("value", modified.value()).build();
    }
    return start("remove", pointer).build();
  }

  private static JsonObjectBuilder start(String operation, String pointer) {
    return JsonObject.builder().put("op", operation).put("path", pointer);
  }

  @Override
  public JsonObject apply(JsonValue encoded, JsonObject old) {
    if (!(encoded instanceof JsonArray operations)) {
      throw Refusal.of("A JSON Patch is a list, not %s.".formatted(encoded.kind().words()));
    }
    JsonObject changed = old;
    for (JsonValue entry : operations) {
      JsonObject operation = Actions.object(entry);
      String pointer = operation.string("path");
      changed = apply(operation, pointer, JsonPointer.read(pointer), changed);
    }
    return changed;
  }

  private static JsonObject apply(
      JsonObject operation, String pointer, List<String> keys, JsonObject target) {
    String key = keys.get(0);
    JsonValue member = target.get(key);
    if (keys.size() > 1) {
      if (member instanceof JsonObject inner) {
        return target.with(key, apply(operation, pointer, keys.subList(1, keys.size()), inner));
      }
      throw misfit(operation, pointer, member);
    }
    String name = operation.string("op");
    return switch (name) {
      case "add" -> target.with(key, value(operation));
      case "replace" -> {
        requirePresent(operation, pointer, member);
        yield target.with(key, value(operation));
      }
      case "remove" -> {
        requirePresent(operation, pointer, member);
        yield target.without(key);
      }
      default ->
          throw Refusal.of(
              "The operation \"%s\" is none of those in deltas: add, replace, remove."
                  .formatted(name));
    };
  }

  private static JsonValue value(JsonObject operation) {
    JsonValue value = operation.get("value");
    if (value == null) {
      throw Refusal.of("An operation \"%s\" has no value.".formatted(operation.string("op")));
    }
    return value;
  }

  private static void requirePresent(
      JsonObject operation, String pointer, @Nullable JsonValue member) {
    if (member == null) {
      throw misfit(operation, pointer, null);
    }
  }

  private static RuntimeException misfit(
      JsonObject operation, String pointer, @Nullable JsonValue found) {
    return Refusal.of(
        "The operation \"%s\" on \"%s\" does not fit: it meets %s on its way."
            .formatted(
                operation.string("op"),
                pointer,
                found == null ? "an absent key" : found.kind().words()));
  }
}
