package dev.holdfast.benchmarks.baseline;

import dev.holdfast.benchmarks.baseline.StoredCells.CommitId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit, of either kind.
 *
 * @param value the value of version {@code first}; {@code null} if it stays
 * @param first the offset of the first entry
 * @param at when it is made, in milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Change(
    String id,
    CommitId commit,
    byte @Nullable [] value,
    long first,
    List<byte[]> entries,
    long at) {

  /** A commit that is made now. */
  Change(String id, CommitId commit, byte @Nullable [] value, long first, List<byte[]> entries) {
    this(id, commit, value, first, entries, System.currentTimeMillis());
  }

  /** Returns the offset of the last entry, which is also the answer. */
  long last() {
    return first + entries.size() - 1;
  }

  /** Returns the version before a new value. */
  long expected() {
    return first - 1;
  }

  byte[] idBytes() {
    return bytes(id);
  }

  byte[] writerBytes() {
    return ByteBuffer.allocate(16)
        .putLong(commit.writer().getMostSignificantBits())
        .putLong(commit.writer().getLeastSignificantBits())
        .array();
  }

  ConcurrentModificationException conflict() {
    return new ConcurrentModificationException(id + " is not as the commit expects it.");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
