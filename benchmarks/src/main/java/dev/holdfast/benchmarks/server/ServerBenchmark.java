package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.baseline.StoredCells.CommitId;
import dev.holdfast.benchmarks.baseline.StoredCells.Entry;
import dev.holdfast.benchmarks.baseline.StoredCells.Listed;
import dev.holdfast.benchmarks.baseline.StoredCells.Value;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Counts what a client of a server does in a second: values of 1 kB, entries of 100 bytes.
 *
 * <p>Each thread writes a cell of its own; all read the same. {@code -t 1} and {@code -t 16} are
 * what the targets name; {@link OnServers} runs it, so that all forks use the same servers.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ServerBenchmark {

  private static final byte[] VALUE = new byte[1_000];
  private static final byte[] ENTRY = new byte[ServerCells.ENTRY_BYTES];

  /** A thread's own cell. */
  @State(Scope.Thread)
  public static class OwnCell {
    private final UUID writer = UUID.randomUUID();
    private final String id = "room:" + writer;
    private long commits;
    private long last;

    private CommitId next() {
      return new CommitId(writer, ++commits);
    }
  }

  /** What one commit appends. */
  @State(Scope.Benchmark)
  public static class Batch {
    /** How many entries. */
    @Param({"1", "20", "1000"})
    public int entries = 1;

    private List<byte[]> contents = List.of();

    @Setup
    public void fill() {
      contents = ServerCells.entries(entries);
    }
  }

  /** A value by compare-and-set, and an entry with it. */
  @Benchmark
  public long commit(ServerCells store, OwnCell own) {
    own.last = store.cells.commit(own.id, own.next(), own.last, VALUE, ENTRY);
    return own.last;
  }

  /** Entries at the end of a log. */
  @Benchmark
  public long append(ServerCells store, OwnCell own, Batch batch) {
    own.last = store.cells.append(own.id, own.next(), own.last + 1, batch.contents);
    return own.last;
  }

  /** A value. */
  @Benchmark
  public @Nullable Value value(ServerCells.Filled store) {
    return store.cells.value(ServerCells.Filled.id(0));
  }

  /** A log of 1,000 entries. */
  @Benchmark
  public List<Entry> entries(ServerCells.Filled store) {
    return store.cells.entries(ServerCells.Filled.id(0), 0, ServerCells.Filled.ENTRIES);
  }

  /** The first page of a listing, of 100 cells. */
  @Benchmark
  public List<Listed> list(ServerCells.Filled store) {
    return store.cells.list("", ServerCells.Filled.PAGE);
  }
}
