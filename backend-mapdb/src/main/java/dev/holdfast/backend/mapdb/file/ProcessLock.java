package dev.holdfast.backend.mapdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A locked file that keeps other processes out, and says by whom it is locked. */
final class ProcessLock implements AutoCloseable {

  private @Nullable FileChannel channel;

  private ProcessLock() {}

  /** Takes the lock, or returns {@code null} if somebody else has it. */
  static @Nullable ProcessLock take(Path file, String holder) throws IOException {
    ProcessLock lock = new ProcessLock();
    Uninterrupted.run(() -> lock.channel = locked(file, holder));
    return lock.channel == null ? null : lock;
  }

  private static @Nullable FileChannel locked(Path file, String holder) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean kept = false;
    try {
      if (!isLocked(channel)) {
        return null;
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
      kept = true;
      return channel;
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel taken = channel;
    if (taken != null) {
      taken.close();
    }
  }
}
