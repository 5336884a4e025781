package dev.holdfast.benchmarks.table;

import dev.holdfast.benchmarks.Folder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Measures how long a durable write and a bare append and force take in turns, because what a disk
 * takes changes by the second. One operation is both, a few times.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up before it runs anything.
public class TableTurnsBenchmark {

  private static final int EACH = 25;
  private static final byte[] VALUE = new byte[100];

  private Folder folder;
  private DurableMap table;
  private DurableMap force;
  private long key;

  /** The nanoseconds of a write, by who wrote; JMH adds up those of all iterations. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Nanos {
    private long turns;
    private long ofTable;
    private long ofForce;

    /** Returns those of the durable table. */
    public long table() {
      return ofTable / Math.max(1, turns * EACH);
    }

    /** Returns those of the bare append and force. */
    public long force() {
      return ofForce / Math.max(1, turns * EACH);
    }

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void reset() {
      turns = 0;
      ofTable = 0;
      ofForce = 0;
    }
  }

  @Setup
  public void open() throws IOException {
    folder = Folder.make();
    table = TableEngine.HOLDFAST.open(folder.path());
    force = TableEngine.FORCE.open(folder.path());
  }

  @TearDown
  public void close() throws IOException {
    table.close();
    force.close();
    folder.close();
  }

  @Benchmark
  public void inTurns(Nanos nanos) {
    nanos.ofTable += write(table);
    nanos.ofForce += write(force);
    nanos.turns++;
  }

  private long write(DurableMap map) {
    long begin = System.nanoTime();
    for (int i = 0; i < EACH; i++) {
      map.put(++key, VALUE);
    }
    return System.nanoTime() - begin;
  }
}
