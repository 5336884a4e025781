package dev.holdfast.context;

import dev.holdfast.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Merges two deltas in a row, key by key.
 *
 * <p>Every pair of changes comes down to one question: what was there before the first, and what is
 * there after the second? Only two nested ones are merged by going inside.
 */
final class DeltaMerge {

  private DeltaMerge() {}

  static Delta merge(Delta first, Delta second) {
    if (first.isEmpty()) {
      return second;
    }
    if (second.isEmpty()) {
      return first;
    }
    return Delta.of(merge(first.list(), second.list()));
  }

  /** Deltas of like objects have their keys in like order, so that each is found at once. */
  private static Changes merge(Changes first, Changes second) {
    Changes.Builder merged = new Changes.Builder(Math.max(first.size(), second.size()));
    boolean[] done = new boolean[second.size()];
    int next = 0;
    for (int i = 0; i < first.size(); i++) {
      String key = first.keyAt(i);
      int position = second.position(key, next);
      Change both = first.at(i);
      if (position >= 0) {
        both = merge(key, first.at(i), second.at(position));
        done[position] = true;
        next = position + 1;
      }
      if (both != null) {
        merged.put(key, both);
      }
    }
    for (int i = 0; i < done.length; i++) {
      if (!done[i]) {
        merged.put(second.keyAt(i), second.at(i));
      }
    }
    return merged.build();
  }

  /** Returns {@code null} where both together change nothing. */
  private static @Nullable Change merge(String key, Change first, Change second) {
    if (first instanceof Change.Nested earlier && second instanceof Change.Nested later) {
      Delta inside = merge(earlier.delta(), later.delta());
      return inside.isEmpty() ? null : new Change.Nested(inside);
    }
    JsonValue before = before(key, first, second);
    JsonValue after = after(key, first, second);
    if (before == null) {
      return after == null ? null : new Change.Added(after);
    }
    if (after == null) {
      return new Change.Removed(before);
    }
    return before.equals(after) ? null : new Change.Modified(before, after);
  }

  private static @Nullable JsonValue before(String key, Change first, Change second) {
    if (first instanceof Change.Added) {
      return null;
    }
    if (first instanceof Change.Removed removed) {
      return removed.oldValue();
    }
    if (first instanceof Change.Modified modified) {
      return modified.oldValue();
    }
    Change.Nested back = new Change.Nested(((Change.Nested) first).delta().inverse());
    return DeltaApplication.inside(key, oldValue(second), back);
  }

  private static @Nullable JsonValue after(String key, Change first, Change second) {
    return second instanceof Change.Nested nested
        ? DeltaApplication.inside(key, value(first), nested)
        : value(second);
  }

  private static @Nullable JsonValue oldValue(Change change) {
    if (change instanceof Change.Removed removed) {
      return removed.oldValue();
    }
    return change instanceof Change.Modified modified ? modified.oldValue() : null;
  }

  private static @Nullable JsonValue value(Change change) {
    if (change instanceof Change.Added added) {
      return added.value();
    }
    return change instanceof Change.Modified modified ? modified.value() : null;
  }
}
