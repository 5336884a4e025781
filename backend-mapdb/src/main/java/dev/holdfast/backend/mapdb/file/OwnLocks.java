package dev.holdfast.backend.mapdb.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lock files that this process has, whichever class loader they were locked from.
 *
 * <p>POSIX gives up a process's locks on a file as soon as the process closes any of its channels
 * to that file. So a file that is locked here must not even be opened, by whoever finds this class
 * loaded once more: what they share are the system properties. Thread-safe.
 */
final class OwnLocks {

  private static final String PREFIX = "dev.holdfast.backend.mapdb.lock:";

  private OwnLocks() {}

  /** Enters {@code file}, unless it is there; tells whether it did. */
  static boolean add(Path file, String holder) {
    return System.getProperties().putIfAbsent(PREFIX + file, holder) == null;
  }

  /** Returns what the holder of {@code file} left, {@code null} if nobody here has it. */
  static @Nullable String holder(Path file) {
    return System.getProperty(PREFIX + file);
  }

  static void remove(Path file) {
    System.clearProperty(PREFIX + file);
  }
}
