package dev.holdfast.backend.mapdb.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mapdb.volume.Volume;

/**
 * The only way to files: everything that the store reads and writes goes through here.
 *
 * <p>What was written survives a dead process; only what was forced survives the loss of power. The
 * same holds for names: {@link #create}, {@link #rename} and {@link #delete} are safe once {@link
 * #forceDirectory} returned.
 *
 * <p>An interrupt neither ends nor breaks an operation; the thread's flag is set again afterwards.
 * Thread-safe.
 */
public interface FileLayer {

  /** Creates an empty file, in place of one that may be there, and opens it. */
  StoreFile create(Path file) throws IOException;

  /** Opens a file that is there. */
  StoreFile open(Path file) throws IOException;

  /** Opens a finished file for reading; it may be deleted while the volume is in use. */
  Volume openVolume(Path file) throws IOException;

  /** Gives a file another name in its directory, in one step; a file of that name is replaced. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file, if it is there. */
  void delete(Path file) throws IOException;

  /** Makes the creations, renames and deletions in a directory safe. */
  void forceDirectory(Path directory) throws IOException;

  /** Returns the names of the files in a directory, sorted. */
  List<String> names(Path directory) throws IOException;

  /**
   * Takes the lock that keeps other processes out, and leaves {@code holder} in it for them to
   * read.
   *
   * @return the lock, or {@code null} if another process has it
   */
  @Nullable AutoCloseable lock(Path file, String holder) throws IOException;

  /** Returns what the holder of a lock left in it, as far as it can be read. */
  String holder(Path lock) throws IOException;
}
