package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Cells;
import dev.holdfast.durable.TableChange;
import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.function.ToLongFunction;

/** What is asked of a table's log, one after the other. */
sealed interface Request<K, V> {

  /** Returns the bytes that it keeps in memory while it waits, about. */
  default int size() {
    return 0;
  }

  /**
   * Changes to be stored together.
   *
   * @param bytes all of them as they will stand in the log
   */
  record Changes<K, V>(List<TableChange<K, V>> changes, Bytes bytes) implements Request<K, V> {
    @Override
    public int size() {
      return bytes.length();
    }
  }

  /** An addition to a number; the result is the sum. */
  record Count<K, V>(K key, long increment) implements Request<K, V> {}

  /** The storing of what is dirty. */
  record Flush<K, V>() implements Request<K, V> {}

  /** Work on the log itself, to be done by itself; the result is what it returns. */
  record Task<K, V>(ToLongFunction<Cells> work) implements Request<K, V> {}
}
