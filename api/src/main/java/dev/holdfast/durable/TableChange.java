package dev.holdfast.durable;

import static java.util.Objects.requireNonNull;

/**
 * A change of one key.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public sealed interface TableChange<K, V> {

  /** Returns the key that changes. */
  K key();

  /**
   * A value is written.
   *
   * @param <K> the keys
   * @param <V> the values
   * @param key the key
   * @param value its new value
   */
  record Write<K, V>(K key, V value) implements TableChange<K, V> {
    /** Checks that neither is {@code null}. */
    public Write {
      requireNonNull(key, "key");
      requireNonNull(value, "value");
    }
  }

  /**
   * A key is removed.
   *
   * @param <K> the keys
   * @param <V> the values
   * @param key the key
   */
  record Delete<K, V>(K key) implements TableChange<K, V> {
    /** Checks that it is not {@code null}. */
    public Delete {
      requireNonNull(key, "key");
    }
  }
}
