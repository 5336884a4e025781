package dev.holdfast.durable;

import java.util.Iterator;
import java.util.Optional;

/**
 * A table as it was at one moment, dirty values included.
 *
 * <p>It keeps no writer waiting; while it is open, the table keeps what has changed since.
 * Iterators go through all entries, in the order of keys where the table is sorted, and through one
 * thread each. Thread-safe. After close, reads fail with {@link
 * dev.holdfast.error.ClosedException}.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public interface TableSnapshot<K, V> extends Iterable<TableEntry<K, V>>, AutoCloseable {

  /** Returns the value of {@code key} at that moment, empty if there was none. */
  Optional<V> lookup(K key);

  /** Returns the number of keys at that moment. */
  long size();

  /**
   * Goes through the entries of a range, in the order of keys.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the table is not sorted
   */
  Iterator<TableEntry<K, V>> range(KeyRange<K> range);

  /** Lets the table forget that moment; idempotent. */
  @Override
  void close();
}
