package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what differs between two objects.
 *
 * <p>What both share is not looked into. Most often both have the same keys in the same order, so
 * it goes through them in step and looks a key up only where they differ.
 */
final class DeltaComparison {

  private final JsonObject after;
  private final Iterator<Map.Entry<String, JsonValue>> inStep;
  private final Changes.Builder changes = new Changes.Builder(1);
  private int found;

  private DeltaComparison(JsonObject after) {
    this.after = after;
    this.inStep = after.asMap().entrySet().iterator();
  }

  @SuppressWarnings("ReferenceEquality") // a short cut: what both share need not be looked into
  static Delta between(JsonObject before, JsonObject after) {
    return before == after ? Delta.EMPTY : new DeltaComparison(after).with(before);
  }

  private Delta with(JsonObject before) {
    before.forEach((key, value) -> compare(key, value, valueAfter(key)));
    if (found < after.size()) {
      after.forEach(
          (key, value) -> {
            if (!before.has(key)) {
              changes.put(key, new Change.Added(value));
            }
          });
    }
    return Delta.of(changes.build());
  }

  private @Nullable JsonValue valueAfter(String key) {
    if (inStep.hasNext()) {
      Map.Entry<String, JsonValue> next = inStep.next();
      if (next.getKey().equals(key)) {
        return next.getValue();
      }
    }
    return after.get(key);
  }

  private void compare(String key, JsonValue before, @Nullable JsonValue after) {
    if (after == null) {
      changes.put(key, new Change.Removed(before));
      return;
    }
    found++;
    if (before == after) {
      return;
    }
    if (before instanceof JsonObject inner && after instanceof JsonObject innerAfter) {
      Delta delta = between(inner, innerAfter);
      if (!delta.isEmpty()) {
        changes.put(key, new Change.Nested(delta));
      }
    } else if (!before.equals(after)) {
      changes.put(key, new Change.Modified(before, after));
    }
  }
}
