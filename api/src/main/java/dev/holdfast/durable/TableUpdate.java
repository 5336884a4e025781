package dev.holdfast.durable;

/**
 * What an on-update callback is told, in the order in which it came to show.
 *
 * <p>First {@link Opened}, then a {@link Changed} for each key that was restored, then one for each
 * change, and at the end {@link Closed}. Clearing and dropping are told as the removal of each key.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public sealed interface TableUpdate<K, V> {

  /**
   * The table is being opened.
   *
   * @param <K> the keys
   * @param <V> the values
   */
  record Opened<K, V>() implements TableUpdate<K, V> {}

  /**
   * A change shows; a durable one is stored.
   *
   * @param <K> the keys
   * @param <V> the values
   * @param change the change
   */
  record Changed<K, V>(TableChange<K, V> change) implements TableUpdate<K, V> {}

  /**
   * The table has stopped.
   *
   * @param <K> the keys
   * @param <V> the values
   */
  record Closed<K, V>() implements TableUpdate<K, V> {}
}
