package dev.holdfast.core.durable;

import dev.holdfast.value.Bytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/**
 * The bytes of a group, read from one entry on into the next.
 *
 * <p>They are not put together, because all that is dirty is one group: it may be more than an
 * array holds. Used by one thread.
 */
final class GroupBytes {

  private final Iterator<Bytes> entries;
  private ByteBuffer entry = ByteBuffer.allocate(0);
  private long left;

  /** Makes those of a group that stands in {@code entries}, each with its mark in front. */
  GroupBytes(List<Bytes> entries) {
    List<Bytes> all = List.copyOf(entries);
    this.entries = all.iterator();
    this.left = all.stream().mapToLong(bytes -> bytes.length() - 1L).sum();
  }

  boolean hasRemaining() {
    return left > 0;
  }

  /** Returns how many bytes have not been taken. */
  long remaining() {
    return left;
  }

  /** Returns the next byte. */
  byte take() {
    require(1);
    left--;
    return entry().get();
  }

  /** Returns the number in the next four bytes. */
  int takeInt() {
    require(Integer.BYTES);
    if (entry().remaining() < Integer.BYTES) {
      return take(Integer.BYTES).asBuffer().getInt();
    }
    left -= Integer.BYTES;
    return entry.getInt();
  }

  /** Returns the next {@code length} bytes. */
  Bytes take(int length) {
    require(length);
    byte[] bytes = new byte[length];
    for (int taken = 0; taken < length; ) {
      int some = Math.min(length - taken, entry().remaining());
      entry.get(bytes, taken, some);
      taken += some;
    }
    left -= length;
    return Bytes.wrap(bytes);
  }

  private void require(int length) {
    if (length < 0 || length > left) {
      throw new BufferUnderflowException();
    }
  }

  /** Returns the entry that has the next byte. */
  private ByteBuffer entry() {
    while (!entry.hasRemaining()) {
      entry = entries.next().asBuffer().position(1).slice();
    }
    return entry;
  }
}
