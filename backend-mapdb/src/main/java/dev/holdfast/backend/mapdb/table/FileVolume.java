package dev.holdfast.backend.mapdb.table;

import dev.holdfast.backend.mapdb.file.StoreFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/** Lets MapDB build a sorted table in a file of the file layer; for one thread. */
final class FileVolume extends Volume {

  private final StoreFile file;

  FileVolume(StoreFile file) {
    this.file = file;
  }

  @Override
  public void ensureAvailable(long offset) {
    // The file grows as it is written.
  }

  @Override
  public void putLong(long offset, long value) {
    write(offset, ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
  }

  @Override
  public void putInt(long offset, int value) {
    write(offset, ByteBuffer.allocate(Integer.BYTES).putInt(value).flip());
  }

  @Override
  public void putByte(long offset, byte value) {
    write(offset, ByteBuffer.wrap(new byte[] {value}));
  }

  @Override
  public void putData(long offset, byte[] source, int start, int length) {
    write(offset, ByteBuffer.wrap(source, start, length));
  }

  @Override
  public void putData(long offset, ByteBuffer source) {
    write(offset, source);
  }

  private void write(long offset, ByteBuffer source) {
    try {
      file.write(source, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long getLong(long offset) {
    return read(offset, Long.BYTES).getLong();
  }

  @Override
  public int getInt(long offset) {
    return read(offset, Integer.BYTES).getInt();
  }

  @Override
  public byte getByte(long offset) {
    return read(offset, 1).get();
  }

  @Override
  public DataInput2 getDataInput(long offset, int length) {
    return new DataInput2.ByteArray(read(offset, length).array());
  }

  @Override
  public void getData(long offset, byte[] target, int start, int length) {
    read(offset, length).get(target, start, length);
  }

  private ByteBuffer read(long offset, int length) {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      file.read(bytes, offset);
      return bytes.flip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void sync() {
    try {
      file.force();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long length() {
    try {
      return file.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void truncate(long size) {
    throw new UnsupportedOperationException("A table under construction only grows.");
  }

  @Override
  public void clear(long start, long end) {
    throw new UnsupportedOperationException("A table under construction only grows.");
  }

  @Override
  public void close() {
    // Whoever opened the file closes it.
  }

  @Override
  public int sliceSize() {
    return -1;
  }

  @Override
  public boolean isSliced() {
    return false;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public @Nullable File getFile() {
    return null;
  }

  @Override
  public boolean getFileLocked() {
    return false;
  }
}
