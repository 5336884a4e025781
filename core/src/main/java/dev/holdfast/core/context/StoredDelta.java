package dev.holdfast.core.context;

import dev.holdfast.context.Change;
import dev.holdfast.context.Delta;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonInteger;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonOutput;
import dev.holdfast.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The form in which deltas are stored: short, and quick to write.
 *
 * <p>An object holds changes by key. A change is a list: 0 and the value added; 1, the old value
 * and the value; 2 and the value removed. What changed inside is an object again.
 */
final class StoredDelta {

  private static final int ADDED = 0;
  private static final int MODIFIED = 1;
  private static final int REMOVED = 2;

  private StoredDelta() {}

  static void write(Delta delta, JsonOutput out) {
    out.beginObject();
    delta
        .changes()
        .forEach(
            (key, change) -> {
              out.key(key);
              write(change, out);
            });
    out.endObject();
  }

  private static void write(Change change, JsonOutput out) {
    if (change instanceof Change.Nested nested) {
      write(nested.delta(), out);
      return;
    }
    out.beginArray();
    if (change instanceof Change.Added added) {
      out.value(ADDED).value(added.value());
    } else if (change instanceof Change.Modified modified) {
      out.value(MODIFIED).value(modified.oldValue()).value(modified.value());
    } else if (change instanceof Change.Removed removed) {
      out.value(REMOVED).value(removed.oldValue());
    }
    out.endArray();
  }

  /** Returns how deep {@code delta} nests in this form: a little deeper than what it is about. */
  static int depth(Delta delta) {
    return 1 + delta.changes().values().stream().mapToInt(StoredDelta::depth).max().orElse(0);
  }

  private static int depth(Change change) {
    if (change instanceof Change.Nested nested) {
      return depth(nested.delta());
    }
    int deepest = 0;
    if (change instanceof Change.Added added) {
      deepest = added.value().depth();
    } else if (change instanceof Change.Modified modified) {
      deepest = Math.max(modified.oldValue().depth(), modified.value().depth());
    } else if (change instanceof Change.Removed removed) {
      deepest = removed.oldValue().depth();
    }
    return 1 + deepest;
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
    if (json instanceof JsonArray parts
        && !parts.isEmpty()
        && parts.get(0) instanceof JsonInteger action) {
      if (action.value() == ADDED) {
        return new Change.Added(parts.get(1));
      }
      if (action.value() == MODIFIED) {
        return new Change.Modified(parts.get(1), parts.get(2));
      }
      if (action.value() == REMOVED) {
        return new Change.Removed(parts.get(1));
      }
    }
    throw new InvalidRequestException(ErrorCode.INVALID_JSON, "This is not a stored change.");
  }
}
