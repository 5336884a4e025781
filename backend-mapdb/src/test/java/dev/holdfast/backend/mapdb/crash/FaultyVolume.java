package dev.holdfast.backend.mapdb.crash;

import java.io.File;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.mapdb.DataInput2;
import org.mapdb.volume.SingleByteArrayVol;
import org.mapdb.volume.Volume;

/**
 * A mapped file whose disk may fail: the virtual machine throws an {@link InternalError} then.
 *
 * <p>Only what reads of a sorted table use can be used.
 */
final class FaultyVolume extends Volume {

  private final SingleByteArrayVol content;
  private final BooleanSupplier faulty;

  FaultyVolume(byte[] content, BooleanSupplier faulty) {
    this.content = new SingleByteArrayVol(content);
    this.faulty = faulty;
  }

  private Volume readable() {
    if (faulty.getAsBoolean()) {
      throw new InternalError("a fault occurred in an unsafe memory access operation");
    }
    return content;
  }

  @Override
  public long getLong(long offset) {
    return readable().getLong(offset);
  }

  @Override
  public int getInt(long offset) {
    return readable().getInt(offset);
  }

  @Override
  public byte getByte(long offset) {
    return readable().getByte(offset);
  }

  @Override
  public DataInput2 getDataInput(long offset, int length) {
    return readable().getDataInput(offset, length);
  }

  @Override
  public void getData(long offset, byte[] target, int start, int length) {
    readable().getData(offset, target, start, length);
  }

  @Override
  public long length() {
    return content.length();
  }

  @Override
  public int sliceSize() {
    return content.sliceSize();
  }

  @Override
  public boolean isSliced() {
    return content.isSliced();
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public @Nullable File getFile() {
    return null;
  }

  @Override
  public boolean getFileLocked() {
    return false;
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  @Override
  public void ensureAvailable(long offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putLong(long offset, long value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putInt(long offset, int value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putByte(long offset, byte value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putData(long offset, byte[] source, int start, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void putData(long offset, ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sync() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear(long start, long end) {
    throw new UnsupportedOperationException();
  }
}
