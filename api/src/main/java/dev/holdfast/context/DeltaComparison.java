package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what differs between two objects; what both share is not looked into. */
final class DeltaComparison {

  private final Map<String, Change> changes = new LinkedHashMap<>();

  private DeltaComparison() {}

  @SuppressWarnings("ReferenceEquality") // a short cut: what both share need not be looked into
  static Delta between(JsonObject before, JsonObject after) {
    if (before == after) {
      return Delta.EMPTY;
    }
    DeltaComparison comparison = new DeltaComparison();
    before.forEach((key, value) -> comparison.compare(key, value, after.get(key)));
    after.forEach(
        (key, value) -> {
          if (!before.has(key)) {
            comparison.changes.put(key, new Change.Added(value));
          }
        });
    return Delta.owning(comparison.changes);
  }

  private void compare(String key, JsonValue before, @Nullable JsonValue after) {
    if (before == after) {
      return;
    }
    if (after == null) {
      changes.put(key, new Change.Removed(before));
    } else if (before instanceof JsonObject inner && after instanceof JsonObject innerAfter) {
      Delta delta = between(inner, innerAfter);
      if (!delta.isEmpty()) {
        changes.put(key, new Change.Nested(delta));
      }
    } else if (!before.equals(after)) {
      changes.put(key, new Change.Modified(before, after));
    }
  }
}
