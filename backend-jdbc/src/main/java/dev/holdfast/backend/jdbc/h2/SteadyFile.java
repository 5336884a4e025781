package dev.holdfast.backend.jdbc.h2;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file that does not close when a thread that reads or writes it is interrupted, as each {@link
 * java.nio.channels.FileChannel} of Java's does, and with it a whole database.
 *
 * <p>The calls of {@link RandomAccessFile} know nothing of interrupts. They have one position for
 * all, so that one thread at a time reads or writes. H2's own asynchronous files hand each call to
 * another thread, which takes several times as long as the call. Thread-safe.
 */
final class SteadyFile extends FileBaseDefault {

  private final String name;
  private final RandomAccessFile file;

  /** Opens the file {@code name}; {@code mode} is one of {@link RandomAccessFile}. */
  SteadyFile(String name, String mode) throws IOException {
    this.name = name;
    this.file = new RandomAccessFile(name, mode);
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public synchronized int read(ByteBuffer to, long position) throws IOException {
    byte[] bytes = to.hasArray() ? to.array() : new byte[to.remaining()];
    int from = to.hasArray() ? to.arrayOffset() + to.position() : 0;
    file.seek(position);
    int count = file.read(bytes, from, to.remaining());
    if (count > 0 && to.hasArray()) {
      to.position(to.position() + count);
    } else if (count > 0) {
      to.put(bytes, 0, count);
    }
    return count;
  }

  @Override
  public synchronized int write(ByteBuffer from, long position) throws IOException {
    int count = from.remaining();
    file.seek(position);
    if (from.hasArray()) {
      file.write(from.array(), from.arrayOffset() + from.position(), count);
      from.position(from.limit());
    } else {
      byte[] bytes = new byte[count];
      from.get(bytes);
      file.write(bytes);
    }
    return count;
  }

  @Override
  protected synchronized void implTruncate(long size) throws IOException {
    if (size < file.length()) {
      file.setLength(size);
    }
  }

  @Override
  public void force(boolean metadata) throws IOException {
    file.getFD().sync();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.getChannel().tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  /** Returns the name of the file. */
  @Override
  public String toString() {
    return name;
  }
}
