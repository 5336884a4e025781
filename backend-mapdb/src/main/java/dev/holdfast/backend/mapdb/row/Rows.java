package dev.holdfast.backend.mapdb.row;

import dev.holdfast.value.Bytes;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A set of rows in key order, marks of deletion among them. */
public interface Rows {

  /** Returns the value of a key, the mark of its deletion, or {@code null} if nothing is known. */
  @Nullable Value get(Bytes key);

  /**
   * Returns the rows from {@code from} up to but without {@code to}, in key order or against it.
   */
  Iterator<Map.Entry<Bytes, Value>> range(Bytes from, Bytes to, boolean descending);
}
