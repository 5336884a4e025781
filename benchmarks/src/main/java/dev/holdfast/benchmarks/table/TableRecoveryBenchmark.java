package dev.holdfast.benchmarks.table;

import dev.holdfast.benchmarks.Folder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Measures how long it takes to open a map and have all of it in memory: keys with values of 100
 * bytes.
 *
 * <p>It was closed in order before; the files are in the system's cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up before it runs anything.
public class TableRecoveryBenchmark {

  private static final int AT_ONCE = 10_000;

  /** Who keeps the map. */
  @Param({"HOLDFAST", "ROCKSDB", "MVSTORE", "SQLITE"})
  public TableEngine table = TableEngine.HOLDFAST;

  /** How many keys there are. */
  @Param("1000000")
  public int keys = 1_000_000;

  private Folder folder;

  @Setup
  public void fill() throws IOException {
    folder = Folder.make();
    try (DurableMap map = table.open(folder.path())) {
      fill(map, keys);
    }
  }

  /** Puts that many keys, counted from 0, each with a value of its own. */
  static void fill(DurableMap map, int keys) {
    for (int from = 0; from < keys; from += AT_ONCE) {
      Map<Long, byte[]> some = new HashMap<>();
      for (long key = from; key < Math.min(from + AT_ONCE, keys); key++) {
        some.put(key, new byte[100]);
      }
      map.putAll(some);
    }
  }

  /** A process recovers once: what the opening before left in memory is none of this one's. */
  @Setup(Level.Iteration)
  public void collect() {
    System.gc();
  }

  @TearDown
  public void delete() throws IOException {
    folder.close();
  }

  /** Opens it, reads it and closes it. */
  @Benchmark
  public void open() throws IOException {
    try (DurableMap map = table.open(folder.path())) {
      if (map.load() != keys) {
        throw new IllegalStateException("There are %d keys, not %d.".formatted(map.load(), keys));
      }
    }
  }
}
