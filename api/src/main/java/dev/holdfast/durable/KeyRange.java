package dev.holdfast.durable;

import org.jspecify.annotations.Nullable;

/**
 * A range of keys of a sorted table.
 *
 * @param <K> the keys
 * @param from the first key wanted; {@code null} for no bound
 * @param to the key before which to stop, itself not wanted; {@code null} for no bound
 */
public record KeyRange<K>(@Nullable K from, @Nullable K to) {

  /** Returns the range of all keys. */
  public static <K> KeyRange<K> all() {
    return new KeyRange<>(null, null);
  }

  /** Returns the range from {@code from} on. */
  public static <K> KeyRange<K> from(K from) {
    return new KeyRange<>(from, null);
  }

  /** Returns the range from {@code from} to before {@code to}; empty unless it lies above. */
  public static <K> KeyRange<K> of(K from, K to) {
    return new KeyRange<>(from, to);
  }

  /** Returns the range of texts that begin with {@code prefix}, in their natural order. */
  public static KeyRange<String> prefix(String prefix) {
    int last = prefix.length() - 1;
    while (last >= 0 && prefix.charAt(last) == Character.MAX_VALUE) {
      last--;
    }
    String end = last < 0 ? null : prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    return new KeyRange<>(prefix, end);
  }
}
