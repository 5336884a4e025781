package dev.holdfast.tck.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.durable.DurableTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills a process that works on a durable table, over and over: each time, every acknowledged
 * change is there, and no group in part.
 *
 * <p>For backends on files, or on a server that goes on; the process is started with the class path
 * of the test.
 */
public final class TableKills {

  private static final int KILLED = 128 + 9;
  private static final int LONGEST_LIFE_MILLIS = 700;
  private static final int PATIENCE_SECONDS = 60;

  private final String url;
  private final long seed = Long.getLong("holdfast.tck.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** What was acknowledged last, by kind and thread. */
  private final Map<String, Long> acknowledged = new HashMap<>();

  /** Makes kills of processes that open {@code url}, on an empty storage. */
  public TableKills(String url) {
    this.url = url;
  }

  /**
   * Kills a number of processes, one after the other, at all points in turn.
   *
   * @throws AssertionError if a change is lost, or a group is there in part
   */
  public void run(int kills) throws IOException, InterruptedException {
    KillPoint[] points = KillPoint.values();
    for (int kill = 0; kill < kills; kill++) {
      KillPoint point = points[kill % points.length];
      String when = "kill %d at %s, -Dholdfast.tck.seed=%d".formatted(kill, point, seed);
      liveAndDie(point, when);
      check(when);
    }
    assertThat(acknowledged).as("kinds of changes acknowledged").hasSize(3 * DoomedTable.THREADS);
  }

  private void liveAndDie(KillPoint point, String when) throws IOException, InterruptedException {
    Process process =
        ChildProcess.start(
            DoomedTable.class,
            Map.of("holdfast.url", url),
            point.name(),
            Integer.toString(1 + random.nextInt(point.mostPasses)));
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      if (point == KillPoint.ANYWHERE) {
        lines.mark(1);
        lines.read();
        lines.reset();
        killAfter(process, random.nextInt(LONGEST_LIFE_MILLIS));
      } else {
        killAfter(process, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line);
      }
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("whether the process ended in %d s, at %s", PATIENCE_SECONDS, when)
          .isTrue();
      assertThat(process.exitValue())
          .as("what the process ended with at %s", when)
          .isEqualTo(point == KillPoint.ANYWHERE ? KILLED : DeadlyBackend.EXIT);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Kills through the handle, because the process itself would close what it said as well. */
  private static void killAfter(Process process, long millis) {
    Thread killer =
        new Thread(
            () -> {
              try {
                process.waitFor(millis, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              process.toHandle().destroyForcibly();
            },
            "killer");
    killer.setDaemon(true);
    killer.start();
  }

  private void note(String line) {
    String[] words = line.split(" ", -1);
    acknowledged.merge(words[0] + words[1], Long.parseLong(words[2]), Math::max);
  }

  private void check(String when) {
    try (Holdfast holdfast = Holdfast.open(url)) {
      DurableTable<String, String> table = DoomedTable.open(holdfast);
      for (int thread = 0; thread < DoomedTable.THREADS; thread++) {
        long batch = DoomedTable.number(table, DoomedTable.key(thread, 0));
        for (int key = 1; key < DoomedTable.KEYS; key++) {
          assertThat(DoomedTable.number(table, DoomedTable.key(thread, key)))
              .as("key %d of the batch of thread %d after %s", key, thread, when)
              .isEqualTo(batch);
        }
        check("b" + thread, batch, when);
        check("s" + thread, DoomedTable.number(table, DoomedTable.single(thread)), when);
        check("f" + thread, DoomedTable.number(table, DoomedTable.flushed(thread)), when);
      }
    }
  }

  /** The change that was under way at death may be there. */
  private void check(String kind, long found, String when) {
    long told = acknowledged.getOrDefault(kind, 0L);
    assertThat(found).as("%s after %s", kind, when).isBetween(told, told + 1);
    if (found > 0) {
      acknowledged.put(kind, found);
    }
  }
}
