package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonPath;
import dev.holdfast.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Steps that change an object, made in order, all or none (CTX-43).
 *
 * <p>Immutable and thread-safe: each method returns a patch with one more step.
 */
public final class Patch {

  /** The patch without steps. */
  public static final Patch EMPTY = new Patch(List.of());

  private final List<UnaryOperator<JsonObject>> steps;

  private Patch(List<UnaryOperator<JsonObject>> steps) {
    this.steps = steps;
  }

  private Patch with(UnaryOperator<JsonObject> step) {
    List<UnaryOperator<JsonObject>> more = new ArrayList<>(steps.size() + 1);
    more.addAll(steps);
    more.add(step);
    return new Patch(more);
  }

  /**
   * Merges {@code changes} in: where a key has an object in both, their members are merged; any
   * other value takes the place of the old one.
   */
  public Patch merge(JsonObject changes) {
    return with(object -> merged(object, changes));
  }

  /**
   * Sets the value at a path of keys joined by dots; objects missing on the way are made.
   *
   * @param value as {@link JsonValue#of} takes it; {@code null} stores JSON null
   * @throws dev.holdfast.error.InvalidRequestException if path or value is refused
   */
  public Patch set(String path, @Nullable Object value) {
    return set(JsonPath.parse(path), value);
  }

  /** Sets the value at {@code path}, as {@link #set(String, Object)} does. */
  public Patch set(JsonPath path, @Nullable Object value) {
    JsonValue json = JsonValue.of(value);
    return with(object -> object.with(path, json));
  }

  /**
   * Removes what is at a path of keys joined by dots, if there is something.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the path is refused
   */
  public Patch remove(String path) {
    return remove(JsonPath.parse(path));
  }

  /** Removes what is at {@code path}, if there is something. */
  public Patch remove(JsonPath path) {
    return with(object -> object.without(path));
  }

  /**
   * Returns {@code object} after all steps.
   *
   * @throws dev.holdfast.error.InvalidRequestException if a path leads through something that is
   *     not an object or an existing element of an array
   */
  public JsonObject applyTo(JsonObject object) {
    JsonObject changed = object;
    for (UnaryOperator<JsonObject> step : steps) {
      changed = step.apply(changed);
    }
    return changed;
  }

  private static JsonObject merged(JsonObject object, JsonObject changes) {
    ObjectEdit edit = new ObjectEdit();
    changes.forEach(
        (key, value) -> {
          boolean both = value instanceof JsonObject && object.get(key) instanceof JsonObject;
          edit.set(key, both ? merged(object.object(key), (JsonObject) value) : value);
        });
    return edit.applyTo(object);
  }
}
