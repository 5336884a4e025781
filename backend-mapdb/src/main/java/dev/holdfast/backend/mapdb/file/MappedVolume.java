package dev.holdfast.backend.mapdb.file;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mapdb.volume.ByteBufferVol;

/**
 * A finished file, mapped into memory for MapDB to read.
 *
 * <p>Unlike MapDB's own it keeps no file open: a mapping does not need one, and those of deleted
 * tables would otherwise stay open until the garbage collector finds them. Thread-safe.
 */
final class MappedVolume extends ByteBufferVol {

  private static final int SLICE_SHIFT = 30;

  private final Path path;
  private final long length;

  MappedVolume(Path path) throws IOException {
    super(true, SLICE_SHIFT, false);
    this.path = path;
    Uninterrupted.run(() -> slices = map(path));
    this.length = Arrays.stream(slices).mapToLong(ByteBuffer::capacity).sum();
  }

  private ByteBuffer[] map(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer[] mapped = new ByteBuffer[Math.toIntExact((size + sliceSize - 1) >>> SLICE_SHIFT)];
      for (int i = 0; i < mapped.length; i++) {
        long start = (long) i << SLICE_SHIFT;
        mapped[i] =
            channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(sliceSize, size - start));
      }
      return mapped;
    }
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public @Nullable File getFile() {
    return path.toFile();
  }

  @Override
  public boolean getFileLocked() {
    return false;
  }

  @Override
  public void close() {
    // The mapping ends with the last reference to it.
  }

  @Override
  public void sync() {
    throw new UnsupportedOperationException(path + " is finished.");
  }

  @Override
  public void ensureAvailable(long offset) {
    throw new UnsupportedOperationException(path + " is finished.");
  }

  @Override
  public void truncate(long size) {
    throw new UnsupportedOperationException(path + " is finished.");
  }
}
