package dev.holdfast.backend.mapdb.row;

import dev.holdfast.value.Bytes;

/**
 * The value of a row, or the mark that it was deleted.
 *
 * @param stamp an entry's instant in milliseconds or a map row's version; 0 for other rows
 * @param bytes the content
 */
public record Value(long stamp, Bytes bytes) {

  /** Stands above older values of the same key and hides them. */
  public static final Value DELETED = new Value(Long.MIN_VALUE, Bytes.EMPTY);

  /** Returns a value without stamp. */
  public static Value of(Bytes bytes) {
    return new Value(0, bytes);
  }

  /** Tells whether this is {@link #DELETED}. */
  public boolean isDeleted() {
    return stamp == DELETED.stamp;
  }
}
