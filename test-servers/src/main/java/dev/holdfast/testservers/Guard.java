package dev.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Ends all servers and removes all their files when this JVM ends, however it ends.
 *
 * <p>A small shell process waits for the end of its input, which comes when the JVM is gone, even
 * when it was killed. It is told each time which processes there are.
 */
final class Guard {

  // QUIT is an orderly but immediate end for PostgreSQL, which else leaves shared memory behind;
  // the others have it blocked, as children of a JVM do, and end with TERM.
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      pids=
      while IFS= read -r line; do pids=$line; done
      if [ -n "$pids" ]; then
        kill -QUIT $pids
        kill -TERM $pids
        kill -CONT $pids
        tries=0
        for pid in $pids; do
          while kill -0 "$pid" && [ $tries -lt 30 ]; do tries=$((tries + 1)); sleep 0.1; done
        done
        kill -KILL $pids
      fi
      rm -rf "$1"
      """;
  private static final long SECONDS_TO_CLEAN_UP = 20;

  private static final Guard GUARD = new Guard();

  private final Path folder;
  private final Process shell;
  private final Writer input;
  private final Map<Long, Process> watched = new LinkedHashMap<>();
  private final AtomicInteger folders = new AtomicInteger();

  private Guard() {
    try {
      folder = Files.createTempDirectory("holdfast-servers-").toRealPath();
      // A server may run as another user than this one.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      shell =
          new ProcessBuilder("sh", "-c", SCRIPT, "guard", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      input = shell.outputWriter(StandardCharsets.US_ASCII);
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "test-servers-end"));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder for test servers cannot be made.", e);
    }
  }

  /** Returns the folder that is removed in the end. */
  static Path folder() {
    return GUARD.folder;
  }

  /** Makes a folder in it that nobody else uses. */
  static Path newFolder(String name) {
    try {
      return Files.createDirectory(
          GUARD.folder.resolve(name + "-" + GUARD.folders.incrementAndGet()));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of a test server cannot be made.", e);
    }
  }

  /** Remembers a process, to end it in the end. */
  static void watch(Process process) {
    synchronized (GUARD) {
      GUARD.watched.put(process.pid(), process);
      GUARD.tell();
    }
  }

  /** Forgets a process that has ended. */
  static void forget(Process process) {
    synchronized (GUARD) {
      GUARD.watched.remove(process.pid());
      GUARD.tell();
    }
  }

  private void tell() {
    try {
      input.write(
          watched.keySet().stream().map(pid -> Long.toString(pid)).collect(Collectors.joining(" "))
              + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The guard of the test servers is gone.", e);
    }
  }

  private synchronized void end() {
    try {
      input.close();
      if (!shell.waitFor(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS)) {
        shell.destroy();
      }
    } catch (IOException e) {
      // The shell is gone already, and with it what there was to clean up.
      watched.values().forEach(Process::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
