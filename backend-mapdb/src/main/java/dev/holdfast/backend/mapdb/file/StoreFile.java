package dev.holdfast.backend.mapdb.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file, written by one thread at a time.
 *
 * <p>An interrupt neither ends nor breaks an operation; the thread's flag is set again afterwards.
 */
public interface StoreFile extends Closeable {

  /** Writes all that remains in {@code source} at {@code position}. */
  void write(ByteBuffer source, long position) throws IOException;

  /**
   * Fills {@code target} from {@code position} on.
   *
   * @throws java.io.EOFException if the file ends before
   */
  void read(ByteBuffer target, long position) throws IOException;

  /** Makes everything written so far safe against the loss of power. */
  void force() throws IOException;

  /** Returns the length in bytes. */
  long size() throws IOException;
}
