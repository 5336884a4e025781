package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import dev.holdfast.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Changes nested like the objects that they change. */
final class NestedFormat implements DeltaFormat {

  static final NestedFormat INSTANCE = new NestedFormat();

  private NestedFormat() {}

  @Override
  public String name() {
    return "nested";
  }

  @Override
  public Optional<JsonValue> encode(Delta delta) {
    return Refusal.unlessTooDeep(() -> write(delta));
  }

  @Override
  public JsonObject apply(JsonValue encoded, JsonObject old) {
    return read(Actions.object(encoded)).applyTo(old);
  }

  static JsonObject write(Delta delta) {
    JsonObjectBuilder members = JsonObject.builder();
    delta
        .changes()
        .forEach(
            (key, change) ->
                members.put(
                    key,
                    change instanceof Change.Nested nested
                        ? write(nested.delta())
                        : Actions.write(change, JsonObject.builder())));
    return members.build();
  }

  static Delta read(JsonObject json) {
    Map<String, Change> changes = new LinkedHashMap<>();
    json.forEach((key, value) -> changes.put(key, readChange(Actions.object(value))));
    return Delta.of(changes);
  }

  private static Change readChange(JsonObject json) {
    return Actions.isChange(json) ? Actions.read(json) : new Change.Nested(read(json));
  }
}
