package dev.holdfast.backend.memory;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * An immutable map under change, with the value used last at hand: the mutations of a commit mostly
 * touch one log or map again and again, and only its final form needs to enter the map.
 *
 * <p>Most cells have one log or map at the most, so a map of one is the JDK's smallest, which costs
 * one step to read; larger ones are persistent.
 */
final class Edits<K, V> {

  private Map<K, V> settled;
  private @Nullable K key;
  private @Nullable V value;
  private boolean unsettled;

  Edits(Map<K, V> start) {
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
    if (settled.containsKey(removed)) {
      settled = settled.size() == 1 ? Map.of() : persistent().minus(removed);
    }
  }

  /** Returns the map with all changes. */
  Map<K, V> settle() {
    if (unsettled && key != null && value != null) {
      boolean onlyOne = settled.isEmpty() || (settled.size() == 1 && settled.containsKey(key));
      settled = onlyOne ? Map.of(key, value) : persistent().plus(key, value);
      unsettled = false;
    }
    return settled;
  }

  private PMap<K, V> persistent() {
    return settled instanceof PMap<K, V> already ? already : HashTreePMap.from(settled);
  }
}
