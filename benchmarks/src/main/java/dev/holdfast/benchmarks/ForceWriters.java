package dev.holdfast.benchmarks;

import dev.holdfast.benchmarks.baseline.PlainJournal;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Appends and forces, nothing else: writer, version, head and entry, with lengths and a checksum.
 */
final class ForceWriters implements DurableWriters {

  private static final long SIZE = 64 << 20;

  private final PlainJournal journal;

  ForceWriters(Path directory) throws IOException {
    this.journal = new PlainJournal(directory.resolve("journal"), SIZE);
  }

  @Override
  public void commit(int writer, long version, Bytes head, Bytes entry) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(32 + head.length() + entry.length());
    buffer.position(Integer.BYTES).putInt(writer).putLong(version);
    buffer.putInt(head.length()).putInt(entry.length());
    head.copyTo(buffer);
    entry.copyTo(buffer);
    CRC32C crc = new CRC32C();
    crc.update(buffer.flip().position(Integer.BYTES));
    buffer.putInt(0, (int) crc.getValue()).rewind();
    try {
      journal.append(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
