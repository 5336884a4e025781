package dev.holdfast.backend.mapdb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.mapdb.file.DiskFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that commits all the time is killed, over and over; its store is whole each time. */
class KillTest {

  private static final int KILLS = Boolean.getBoolean("holdfast.long") ? 300 : 20;
  private static final int LEDGERS = DoomedWriter.THREADS * DoomedWriter.LEDGERS_PER_THREAD;
  private static final int KILLED = 128 + 9;
  private static final int LONGEST_LIFE_MILLIS = 600;

  @TempDir Path directory;

  private final long[] acknowledged = new long[LEDGERS];

  @Test
  void killedAtAnyPoint_acknowledgedCommitsAreThereAndCellsWhole() throws Exception {
    long seed = Long.getLong("holdfast.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      DeathPoint[] points = DeathPoint.values();
      DeathPoint point = points[kill % points.length];
      liveAndDie(point, random);
      checkAll("kill %d at %s, -Dholdfast.seed=%d".formatted(kill, point, seed));
    }
    assertThat(Arrays.stream(acknowledged).sum()).isPositive();
  }

  private void liveAndDie(DeathPoint point, Random random) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DoomedWriter.class.getName(),
                directory.toString(),
                point.name(),
                Integer.toString(1 + random.nextInt(point.mostPasses)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      if (point == DeathPoint.ANYWHERE) {
        lines.mark(1);
        lines.read();
        lines.reset();
        Thread killer = new Thread(() -> killAfter(process, random.nextInt(LONGEST_LIFE_MILLIS)));
        killer.start();
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(point.name()).isIn(HaltingFiles.EXIT, KILLED);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Kills through the handle, because the process itself would close what it said as well. */
  private static void killAfter(Process process, int millis) {
    try {
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.toHandle().destroyForcibly();
  }

  /** The last line may have been cut short by death. */
  private void note(String line) {
    String[] words = line.split(" ", -1);
    int ledger = Integer.parseInt(words[0]);
    acknowledged[ledger] = Math.max(acknowledged[ledger], Long.parseLong(words[1]));
  }

  private void checkAll(String when) throws IOException {
    try (OpenStore store = new OpenStore(new DiskFiles(), directory, OpenStore.TINY)) {
      for (int i = 0; i < LEDGERS; i++) {
        long found = DoomedWriter.ledger(i).check(store);
        assertThat(found)
            .as("ledger %d after %s", i, when)
            .isBetween(acknowledged[i], acknowledged[i] + 1);
        acknowledged[i] = found;
      }
    } catch (RuntimeException e) {
      throw new AssertionError("After " + when, e);
    }
  }
}
