package dev.holdfast.benchmarks.baseline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bare journal: append, then {@link FileChannel#force}; nothing else.
 *
 * <p>Writers that append while a force is under way share the next one. The file is allocated
 * beforehand and written from the start again when it is full, so no write extends it. Nothing can
 * be read back: it shows what the disk alone takes. Thread-safe.
 */
public final class PlainJournal implements AutoCloseable {

  private final FileChannel file;
  private final long size;
  private final ReentrantLock forcing = new ReentrantLock();
  private long written;
  private long forced;

  /** Makes a journal of {@code size} bytes. */
  public PlainJournal(Path path, long size) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.size = size;
    ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
    for (long at = 0; at < size; at += zeros.capacity()) {
      file.write(zeros.clear(), at);
    }
    file.force(true);
  }

  /** Appends a record; returns once it is on disk. */
  public void append(ByteBuffer bytes) throws IOException {
    long end = write(bytes);
    forcing.lock();
    try {
      if (forced < end) {
        long now = written();
        file.force(false);
        forced = now;
      }
    } finally {
      forcing.unlock();
    }
  }

  private synchronized long write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    long at = written % size + length > size ? written + size - written % size : written;
    while (bytes.hasRemaining()) {
      file.write(bytes, at % size + length - bytes.remaining());
    }
    written = at + length;
    return written;
  }

  private synchronized long written() {
    return written;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
