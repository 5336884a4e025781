package dev.holdfast.context;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes by key in their order, as an unmodifiable map.
 *
 * <p>Many deltas are kept in memory, most of them with a single change, so it takes little room.
 */
final class Changes extends AbstractMap<String, Change> {

  static final Changes NONE = new Changes(new String[0], new Change[0]);

  /** Up to this many keys, comparing one after the other is as fast as hashing. */
  private static final int SCANNED = 8;

  private final String[] keys;
  private final Change[] changes;

  /** Made at the first look-up among many keys. */
  private volatile @Nullable Map<String, Integer> positions;

  private Changes(String[] keys, Change[] changes) {
    this.keys = keys;
    this.changes = changes;
  }

  static Changes copyOf(Map<String, ? extends Change> map) {
    Builder builder = new Builder(map.size());
    map.forEach(builder::put);
    return builder.build();
  }

  /** Collects changes in order; no key may come twice. */
  static final class Builder {

    private String[] keys;
    private Change[] changes;
    private int size;

    Builder(int expectedSize) {
      keys = new String[expectedSize];
      changes = new Change[expectedSize];
    }

    void put(String key, Change change) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size + 1);
        changes = Arrays.copyOf(changes, 2 * size + 1);
      }
      keys[size] = key;
      changes[size++] = change;
    }

    /** Returns what was put; the builder is not used any more. */
    Changes build() {
      if (size == 0) {
        return NONE;
      }
      return size == keys.length
          ? new Changes(keys, changes)
          : new Changes(Arrays.copyOf(keys, size), Arrays.copyOf(changes, size));
    }
  }

  String keyAt(int position) {
    return keys[position];
  }

  Change at(int position) {
    return changes[position];
  }

  /** Returns the position of {@code key}, or -1; it is looked for at {@code guess} first. */
  int position(String key, int guess) {
    if (guess < keys.length && keys[guess].equals(key)) {
      return guess;
    }
    if (keys.length > SCANNED) {
      return positions().getOrDefault(key, -1);
    }
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private Map<String, Integer> positions() {
    Map<String, Integer> known = positions;
    if (known == null) {
      known = new HashMap<>(2 * keys.length);
      for (int i = 0; i < keys.length; i++) {
        known.put(keys[i], i);
      }
      positions = known;
    }
    return known;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public @Nullable Change get(@Nullable Object key) {
    int position = key instanceof String name ? position(name, 0) : -1;
    return position < 0 ? null : changes[position];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Change> action) {
    for (int i = 0; i < keys.length; i++) {
      action.accept(keys[i], changes[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, Change>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return keys.length;
      }

      @Override
      public Iterator<Map.Entry<String, Change>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, Change>> {

    private int next;

    @Override
    public boolean hasNext() {
      return next < keys.length;
    }

    @Override
    public Map.Entry<String, Change> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The delta has " + keys.length + " changes.");
      }
      int position = next++;
      return Map.entry(keys[position], changes[position]);
    }
  }
}
