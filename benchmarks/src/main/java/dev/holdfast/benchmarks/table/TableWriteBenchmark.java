package dev.holdfast.benchmarks.table;

import dev.holdfast.benchmarks.Folder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Counts the durable writes in a second: new keys with values of 100 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up before it runs anything.
public class TableWriteBenchmark {

  private static final byte[] VALUE = new byte[100];

  /** Who writes. */
  @Param({"HOLDFAST", "FORCE", "ROCKSDB", "MVSTORE", "SQLITE"})
  public TableEngine table = TableEngine.HOLDFAST;

  private final AtomicLong keys = new AtomicLong();
  private Folder folder;
  private DurableMap map;

  @Setup
  public void open() throws IOException {
    folder = Folder.make();
    map = table.open(folder.path());
  }

  @TearDown
  public void close() throws IOException {
    map.close();
    folder.close();
  }

  @Benchmark
  @Threads(1)
  public void oneWriter() {
    map.put(keys.incrementAndGet(), VALUE);
  }

  @Benchmark
  @Threads(16)
  public void sixteenWriters() {
    map.put(keys.incrementAndGet(), VALUE);
  }

  @Benchmark
  @Threads(64)
  public void sixtyFourWriters() {
    map.put(keys.incrementAndGet(), VALUE);
  }
}
