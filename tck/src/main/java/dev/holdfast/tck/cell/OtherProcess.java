package dev.holdfast.tck.cell;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.tck.TckTarget;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A second process that works on the cells of a test: what {@link ProcessSuite} starts. */
final class OtherProcess {

  private OtherProcess() {}

  /**
   * Starts it.
   *
   * @param keys with which it opens the storage; they may hold secrets, so they go through a file
   *     that only this user can read
   * @param output where it writes what goes wrong
   */
  static Process start(
      Map<String, String> keys, CollectionRef cells, Instant now, int each, Path output)
      throws IOException {
    Path file = Files.createTempFile("holdfast-tck", ".properties");
    Properties properties = new Properties();
    keys.forEach(properties::setProperty);
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            file.toString(),
            cells.namespace(),
            cells.name(),
            now.toString(),
            Integer.toString(each));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Opens the storage, increments and appends; ends with an error if anything goes wrong. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    HoldfastConfig config = HoldfastConfig.from(file);
    Files.delete(file);
    InstantSource clock = InstantSource.fixed(Instant.parse(arguments[3]));
    try (Backend backend = TckTarget.config(config).open(clock)) {
      CollectionRef cells = new CollectionRef(arguments[1], arguments[2]);
      ProcessSuite.work(backend, cells, "the other process", Integer.parseInt(arguments[4]));
    }
  }
}
