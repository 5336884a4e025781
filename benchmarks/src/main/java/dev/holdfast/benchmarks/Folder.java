package dev.holdfast.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory to measure in, in {@code java.io.tmpdir}, which must not be a disk in memory; closing
 * it deletes it with all that is in it.
 */
public record Folder(Path path) implements AutoCloseable {

  /** Makes one. */
  public static Folder make() throws IOException {
    return new Folder(Files.createTempDirectory("holdfast-benchmark"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(Folder::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
