package dev.holdfast.benchmarks;

import dev.holdfast.backend.memory.MemoryBackend;
import dev.holdfast.benchmarks.baseline.PlainCells;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Measures how long a commit in memory takes: a head and a log entry, by compare-and-set,
 * repeatable.
 *
 * <p>It goes round 512 cells. Every 256th commit of a cell is followed by a trim to the newest 100
 * entries, so that the heap stays as it is.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MemoryCommitBenchmark {

  private static final LogRef LOG = new LogRef("deltas");
  private static final int ENTRIES_KEPT = 100;
  private static final int COMMITS_PER_TRIM = 256;

  private final PlainCells<Bytes, Bytes> plain = new PlainCells<>();
  private final MemoryBackend backend = new MemoryBackend(InstantSource.system(), "benchmark");
  private final String[] ids = Rooms.ids();
  private final CellRef[] cells = Rooms.cells();
  private final UUID writer = UUID.randomUUID();
  private final Bytes head = Rooms.small().toUtf8();
  private final Bytes entry = Bytes.utf8("x".repeat(100));
  private long commits;

  @Setup
  public void fill() {
    for (int i = 0; i < Rooms.COUNT; i++) {
      cell();
    }
    commits = 0;
    for (int i = 0; i < Rooms.COUNT; i++) {
      baseline();
    }
  }

  @TearDown
  public void close() {
    backend.close();
  }

  @Benchmark
  public CommitResult cell() {
    long version = commits++ / Rooms.COUNT + 1;
    CellRef cell = cells[(int) (commits % Rooms.COUNT)];
    if (version % COMMITS_PER_TRIM == 0) {
      backend.commit(cell, Commit.of(new Mutation.TrimToLatest(LOG, ENTRIES_KEPT)), Deadline.NEVER);
    }
    Precondition unchanged =
        version == 1 ? new Precondition.HeadAbsent() : new Precondition.HeadVersion(version - 1);
    Commit commit =
        new Commit(
            new CommitId(writer, commits, Instant.ofEpochMilli(System.currentTimeMillis())),
            List.of(unchanged),
            List.of(
                new Mutation.PutHead(version, head),
                new Mutation.Append(LOG, new Offset(version, 0), entry)),
            null);
    return backend.commit(cell, commit, Deadline.NEVER);
  }

  @Benchmark
  public PlainCells.Committed baseline() {
    long version = commits++ / Rooms.COUNT + 1;
    String id = ids[(int) (commits % Rooms.COUNT)];
    if (version % COMMITS_PER_TRIM == 0) {
      plain.retainLatest(id, ENTRIES_KEPT);
    }
    PlainCells.CommitId commit =
        new PlainCells.CommitId(writer, commits, System.currentTimeMillis());
    return plain.commit(id, commit, version - 1, head, entry);
  }
}
