package dev.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that are run to their end. */
final class Command {

  private static final Path NOTHING = Path.of("/dev/null");

  private Command() {}

  /** Runs a program in a folder. */
  static void run(List<String> command, Path folder) {
    run(command, folder, NOTHING);
  }

  /**
   * Runs a program in a folder with what it reads.
   *
   * @throws IllegalStateException if it ends with an error, with what it wrote
   */
  static void run(List<String> command, Path folder, Path input) {
    try {
      Path output = Files.createTempFile(Guard.folder(), "command", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(input.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "%s ended with %d:%n%s"
                .formatted(
                    String.join(" ", command),
                    code,
                    Files.readString(output, StandardCharsets.ISO_8859_1)));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException("This program does not run: " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while this program ran: " + command.get(0), e);
    }
  }
}
