package dev.holdfast.backend.mapdb;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.support.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Sees to it that a store's directory is there, can be used, and belongs to this process. */
final class StoreDirectory {

  private static final String LOCK = "lock";

  private StoreDirectory() {}

  /** Returns the real path of {@code directory}, made first where that is wanted. */
  static Path prepare(Path directory, boolean create, FileLayer files) {
    Path absolute = directory.toAbsolutePath().normalize();
    try {
      if (!Files.exists(absolute)) {
        make(absolute, create, files);
      }
      if (!Files.isDirectory(absolute)) {
        throw unusable(absolute, "is not a directory", null);
      }
      if (!Files.isReadable(absolute) || !Files.isWritable(absolute)) {
        throw unusable(absolute, "may not be read and written by this process", null);
      }
      return absolute.toRealPath();
    } catch (IOException e) {
      throw unusable(absolute, "cannot be made or read", e);
    }
  }

  private static void make(Path directory, boolean create, FileLayer files) throws IOException {
    if (!create) {
      throw unusable(directory, "does not exist, and holdfast.mapdb.create is false", null);
    }
    Path parent = directory.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw unusable(directory, "cannot be made, because its parent does not exist", null);
    }
    Files.createDirectory(directory);
    files.forceDirectory(parent);
  }

  /** Locks the directory against other processes. */
  static AutoCloseable lock(Path directory, FileLayer files, InstantSource clock) {
    Path lock = directory.resolve(LOCK);
    try {
      AutoCloseable taken = files.lock(lock, self(clock));
      if (taken == null) {
        throw new ConfigurationException(
            ErrorCode.STORAGE_IN_USE,
            "The store %s is in use by %s.".formatted(directory, files.holder(lock).strip()));
      }
      return taken;
    } catch (IOException e) {
      throw unusable(lock, "cannot be written", e);
    }
  }

  private static String self(InstantSource clock) {
    return "process %d on host %s since %s%n"
        .formatted(ProcessHandle.current().pid(), HostName.own(), clock.instant());
  }

  static ConfigurationException unusable(Path path, String why, @Nullable IOException cause) {
    String detail = cause == null ? "" : " (" + cause + ")";
    return new ConfigurationException(
        ErrorCode.STORAGE_UNUSABLE, "The store's path " + path + " " + why + detail + ".", cause);
  }
}
