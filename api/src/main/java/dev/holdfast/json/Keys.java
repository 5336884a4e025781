package dev.holdfast.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an object in their order, without repetition.
 *
 * <p>All versions of an object share them for as long as only values change.
 */
final class Keys {

  static final Keys NONE = new Keys(new String[0], null);

  /** Up to this many keys, comparing one after the other is as fast as hashing. */
  static final int SCANNED = 8;

  private final String[] names;

  /** Made at the first look-up, since many objects are only ever printed or compared. */
  private volatile @Nullable Map<String, Integer> positions;

  /** Takes ownership of {@code names}, and of {@code positions} if they are known already. */
  Keys(String[] names, @Nullable Map<String, Integer> positions) {
    this.names = names;
    this.positions = positions;
  }

  int size() {
    return names.length;
  }

  String name(int position) {
    return names[position];
  }

  List<String> asList() {
    return List.of(names);
  }

  /** Returns the position of {@code name}, or -1. */
  int position(String name) {
    if (names.length > SCANNED) {
      return positions().getOrDefault(name, -1);
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Map<String, Integer> positions() {
    Map<String, Integer> known = positions;
    if (known == null) {
      known = new HashMap<>(names.length * 2);
      for (int i = 0; i < names.length; i++) {
        known.put(names[i], i);
      }
      positions = known;
    }
    return known;
  }

  /** Returns these keys and then {@code name}, which must be new. */
  Keys with(String name) {
    String[] more = Arrays.copyOf(names, names.length + 1);
    more[names.length] = UnicodeText.check("key", name);
    return new Keys(more, null);
  }

  /** Returns these keys except the one at {@code position}. */
  Keys without(int position) {
    String[] fewer = Arrays.copyOf(names, names.length - 1);
    System.arraycopy(names, position + 1, fewer, position, fewer.length - position);
    return new Keys(fewer, null);
  }
}
