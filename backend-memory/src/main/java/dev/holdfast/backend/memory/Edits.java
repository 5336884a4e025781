package dev.holdfast.backend.memory;

import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/**
 * A persistent map under change, with the value used last at hand: the mutations of a commit mostly
 * touch one log or map again and again, and only its final form needs to enter the map.
 */
final class Edits<K, V> {

  private PMap<K, V> settled;
  private @Nullable K key;
  private @Nullable V value;
  private boolean unsettled;

  Edits(PMap<K, V> start) {
    settled = start;
  }

  @Nullable V get(K wanted) {
    if (!wanted.equals(key)) {
      settle();
      key = wanted;
      value = settled.get(wanted);
    }
    return value;
  }

  void put(K changed, V newValue) {
    if (!changed.equals(key)) {
      settle();
      key = changed;
    }
    value = newValue;
    unsettled = true;
  }

  void remove(K removed) {
    settle();
    key = null;
    value = null;
    settled = settled.minus(removed);
  }

  /** Returns the map with all changes. */
  PMap<K, V> settle() {
    if (unsettled && key != null && value != null) {
      settled = settled.plus(key, value);
      unsettled = false;
    }
    return settled;
  }
}
