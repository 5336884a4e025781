package dev.holdfast.context;

import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One list of changes, each with its path. */
final class FlatPathFormat implements DeltaFormat {

  static final FlatPathFormat INSTANCE = new FlatPathFormat();

  private static final String PATH = "path";

  private FlatPathFormat() {}

  @Override
  public String name() {
    return "flat-paths";
  }

  @Override
  public Optional<JsonValue> encode(Delta delta) {
    return Refusal.unlessTooDeep(() -> write(delta));
  }

  private static JsonArray write(Delta delta) {
    List<JsonValue> changes = new ArrayList<>();
    DeltaWalk.leaves(
        delta,
        (path, change) ->
            changes.add(
                Actions.write(
                    change, JsonObject.builder().put(PATH, JsonArray.of(path.toArray())))));
    return JsonArray.copyOf(changes);
  }

  @Override
  public JsonObject apply(JsonValue encoded, JsonObject old) {
    if (!(encoded instanceof JsonArray changes)) {
      throw Refusal.of("A delta by paths is a list, not %s.".formatted(encoded.kind().words()));
    }
    DeltaTree tree = new DeltaTree();
    for (JsonValue entry : changes) {
      JsonObject change = Actions.object(entry);
      tree.put(path(change), Actions.read(change));
    }
    return tree.toDelta().applyTo(old);
  }

  private static List<String> path(JsonObject change) {
    List<String> keys = new ArrayList<>();
    for (JsonValue key : change.array(PATH)) {
      if (!(key instanceof JsonString text)) {
        throw Refusal.of("A path holds %s; it holds strings.".formatted(key.kind().words()));
      }
      keys.add(text.value());
    }
    return keys;
  }
}
