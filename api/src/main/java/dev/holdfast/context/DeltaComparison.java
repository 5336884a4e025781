package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds what differs between two objects.
 *
 * <p>What both share is not looked into. Most often both have the same keys in the same order, so
 * it goes through them in step and looks a key up only where they differ.
 */
final class DeltaComparison {

  private final JsonObject before;
  private final JsonObject after;
  private final Changes.Builder changes = new Changes.Builder(1);

  private DeltaComparison(JsonObject before, JsonObject after) {
    this.before = before;
    this.after = after;
  }

  @SuppressWarnings("ReferenceEquality") // a short cut: what both share need not be looked into
  static Delta between(JsonObject before, JsonObject after) {
    return before == after ? Delta.EMPTY : new DeltaComparison(before, after).delta();
  }

  private Delta delta() {
    int found = 0;
    for (int i = 0; i < before.size(); i++) {
      String key = before.keyAt(i);
      JsonValue other = valueAfter(i, key);
      if (other == null) {
        changes.put(key, new Change.Removed(before.valueAt(i)));
      } else {
        found++;
        compare(key, before.valueAt(i), other);
      }
    }
    if (found < after.size()) {
      after.forEach(this::added);
    }
    return Delta.of(changes.build());
  }

  private @Nullable JsonValue valueAfter(int position, String key) {
    return position < after.size() && after.keyAt(position).equals(key)
        ? after.valueAt(position)
        : after.get(key);
  }

  private void added(String key, JsonValue value) {
    if (!before.has(key)) {
      changes.put(key, new Change.Added(value));
    }
  }

  private void compare(String key, JsonValue from, JsonValue to) {
    if (from == to) {
      return;
    }
    if (from instanceof JsonObject inner && to instanceof JsonObject innerAfter) {
      Delta delta = between(inner, innerAfter);
      if (!delta.isEmpty()) {
        changes.put(key, new Change.Nested(delta));
      }
    } else if (!from.equals(to)) {
      changes.put(key, new Change.Modified(from, to));
    }
  }
}
