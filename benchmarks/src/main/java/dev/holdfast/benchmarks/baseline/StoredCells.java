package dev.holdfast.benchmarks.baseline;

import java.nio.ByteBuffer;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Versioned values, each with a log, on a storage engine: what servers are measured with.
 *
 * <p>A commit changes a cell whole or not at all, and is safe to repeat: a repeated one is answered
 * as the first time. The offsets of a log strictly grow. Thread-safe.
 */
public interface StoredCells extends AutoCloseable {

  /** Tells commits apart; a writer has one commit of a cell under way and numbers them upwards. */
  record CommitId(UUID writer, long number) {}

  /** A value, its version, and when it was written, in milliseconds. */
  record Value(long version, ByteBuffer content, long at) {}

  /** What a log holds at an offset, and when it was written, in milliseconds. */
  record Entry(long offset, ByteBuffer content, long at) {}

  /** A cell of a listing, with what is known of its value; zeros if it has a log alone. */
  record Listed(String id, long version, long at) {}

  /**
   * Writes the value of the next version, and logs {@code entry} at that offset.
   *
   * @param expected the version before; 0 if there is none
   * @return the new version
   * @throws ConcurrentModificationException if the version is another one, or the writer made a
   *     later commit already; nothing was changed
   */
  long commit(String id, CommitId commit, long expected, byte[] value, byte[] entry);

  /**
   * Appends entries at {@code first} and the offsets that follow.
   *
   * @return the offset of the last one
   * @throws ConcurrentModificationException if the log ends at or after {@code first}, or the
   *     writer made a later commit already; nothing was changed
   */
  long append(String id, CommitId commit, long first, List<byte[]> entries);

  /** Returns the value of a cell, or {@code null} if it has none. */
  @Nullable Value value(String id);

  /** Returns the first entries after an offset. */
  List<Entry> entries(String id, long after, int most);

  /** Returns the first cells after an id, in the order of ids; empty for the first ones. */
  List<Listed> list(String after, int most);

  @Override
  void close();
}
