package dev.holdfast.benchmarks.table;

import dev.holdfast.benchmarks.baseline.PlainJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;

/** Appends key and value, with length and checksum, and forces; nothing can be read back. */
final class ForceMap implements DurableMap {

  private static final int SIZE = 64 << 20;

  private final PlainJournal journal;

  ForceMap(Path file) throws IOException {
    journal = new PlainJournal(file, SIZE);
  }

  @Override
  public void put(long key, byte[] value) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2 * Integer.BYTES + Long.BYTES + value.length);
    buffer.position(Integer.BYTES).putInt(value.length).putLong(key).put(value);
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
  public void putAll(Map<Long, byte[]> values) {
    values.forEach(this::put);
  }

  @Override
  public long load() {
    throw new UnsupportedOperationException("A bare journal cannot be read back.");
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
