package dev.holdfast.benchmarks;

import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

/**
 * Counts the commits in a second that survive the loss of power: a head of 1 kB and a log entry of
 * 100 bytes, each writer on a cell of its own.
 *
 * <p>The files are made in {@code java.io.tmpdir}, which must not be a disk in memory.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up before it runs anything.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class DurableCommitBenchmark {

  /** Who writes. */
  @Param({"MAPDB", "FORCE", "ROCKSDB"})
  public DurableEngine engine = DurableEngine.MAPDB;

  private Folder folder;
  private DurableWriters writers;

  /** One thread's place. */
  @State(Scope.Thread)
  public static class Writer {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final int number = NUMBERS.incrementAndGet();
    private final Bytes head = Bytes.utf8("h".repeat(1_000));
    private final Bytes entry = Bytes.utf8("e".repeat(100));
    private long version;
  }

  @Setup
  public void open() throws IOException {
    folder = Folder.make();
    writers = engine.open(folder.path());
  }

  @TearDown
  public void close() throws IOException {
    writers.close();
    folder.close();
  }

  @Benchmark
  @Threads(1)
  public void oneWriter(Writer writer) {
    commit(writer);
  }

  @Benchmark
  @Threads(16)
  public void sixteenWriters(Writer writer) {
    commit(writer);
  }

  private void commit(Writer writer) {
    writers.commit(writer.number, ++writer.version, writer.head, writer.entry);
  }
}
