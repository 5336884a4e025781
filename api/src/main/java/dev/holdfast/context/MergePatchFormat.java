package dev.holdfast.context;

import dev.holdfast.json.JsonNull;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import dev.holdfast.json.JsonValue;
import java.util.Map;
import java.util.Optional;

/** JSON Merge Patch, RFC 7396: null means "remove", so that nulls cannot be stored. */
final class MergePatchFormat implements DeltaFormat {

  static final MergePatchFormat INSTANCE = new MergePatchFormat();

  private MergePatchFormat() {}

  @Override
  public String name() {
    return "merge-patch+json";
  }

  @Override
  public Optional<JsonValue> encode(Delta delta) {
    JsonObjectBuilder members = JsonObject.builder();
    for (Map.Entry<String, Change> entry : delta.changes().entrySet()) {
      Optional<? extends JsonValue> member = member(entry.getValue());
      if (member.isEmpty()) {
        return Optional.empty();
      }
      members.put(entry.getKey(), member.get());
    }
    return Optional.of(members.build());
  }

  private Optional<? extends JsonValue> member(Change change) {
    if (change instanceof Change.Removed) {
      return Optional.of(JsonNull.NULL);
    }
    if (change instanceof Change.Nested nested) {
      return encode(nested.delta());
    }
    if (change instanceof Change.Added added) {
      return Optional.of(added.value()).filter(MergePatchFormat::storable);
    }
    Change.Modified modified = (Change.Modified) change;
    if (modified.oldValue() instanceof JsonObject before
        && modified.value() instanceof JsonObject after) {
      // An object in the patch is merged, so what the old one has besides must be removed.
      return encode(Delta.between(before, after));
    }
    return Optional.of(modified.value()).filter(MergePatchFormat::storable);
  }

  /** Tells whether no null would be taken for a removal; inside arrays none is. */
  private static boolean storable(JsonValue value) {
    return value != JsonNull.NULL
        && (!(value instanceof JsonObject object)
            || object.asMap().values().stream().allMatch(MergePatchFormat::storable));
  }

  @Override
  public JsonObject apply(JsonValue encoded, JsonObject old) {
    return merge(old, Actions.object(encoded));
  }

  private static JsonObject merge(JsonObject target, JsonObject patch) {
    ObjectEdit edit = new ObjectEdit();
    patch.forEach(
        (key, value) -> {
          if (value == JsonNull.NULL) {
            edit.remove(key);
          } else if (value instanceof JsonObject inner) {
            JsonObject old =
                target.get(key) instanceof JsonObject object ? object : JsonObject.EMPTY;
            edit.set(key, merge(old, inner));
          } else {
            edit.set(key, value);
          }
        });
    return edit.applyTo(target);
  }
}
