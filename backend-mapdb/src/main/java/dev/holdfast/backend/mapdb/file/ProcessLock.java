package dev.holdfast.backend.mapdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A locked file that keeps other processes out, and says by whom it is locked. */
final class ProcessLock implements AutoCloseable {

  private final Path file;
  private @Nullable FileChannel channel;

  private ProcessLock(Path file) {
    this.file = file;
  }

  /** Takes the lock, or returns {@code null} if somebody else has it. */
  static @Nullable ProcessLock take(Path file, String holder) throws IOException {
    Path real = real(file);
    if (!OwnLocks.add(real, holder)) {
      return null;
    }
    ProcessLock lock = new ProcessLock(real);
    try {
      Uninterrupted.run(() -> lock.channel = locked(real, holder));
      return lock.channel == null ? null : lock;
    } finally {
      if (lock.channel == null) {
        OwnLocks.remove(real);
      }
    }
  }

  /** Returns what the holder of the lock left, as far as it can be read. */
  static String holder(Path file) throws IOException {
    String own = OwnLocks.holder(real(file));
    return own == null ? Files.readString(file) : own;
  }

  /** The file itself may not be there yet. */
  private static Path real(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    return directory == null ? file : directory.toRealPath().resolve(file.getFileName());
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
      channel = null;
      try {
        taken.close();
      } finally {
        OwnLocks.remove(file);
      }
    }
  }
}
