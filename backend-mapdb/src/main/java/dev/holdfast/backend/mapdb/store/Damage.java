package dev.holdfast.backend.mapdb.store;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was found to be damaged while a store was open: the first of it, to tell; thread-safe. */
final class Damage {

  private final Path directory;
  private volatile @Nullable CorruptException first;

  Damage(Path directory) {
    this.directory = directory;
  }

  /** Returns what was found first, or {@code null}. */
  @Nullable CorruptException first() {
    return first;
  }

  /** Reads files, and notes it if they turn out to be damaged. */
  <T> T watch(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (CorruptException e) {
      throw noted(e);
    } catch (InternalError e) {
      // Compiled code may throw it after the table was left that would have given its name.
      throw noted(
          new CorruptException(
              ErrorCode.CORRUPT,
              "A table of the store in %s could not be read from the disk (%s)."
                  .formatted(directory, e.getMessage()),
              e));
    }
  }

  private CorruptException noted(CorruptException found) {
    if (first == null) {
      first = found;
    }
    return found;
  }
}
