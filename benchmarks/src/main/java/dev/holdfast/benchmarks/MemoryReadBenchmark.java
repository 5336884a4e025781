package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.backend.memory.MemoryBackend;
import dev.holdfast.benchmarks.baseline.PlainCells;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Delta;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Mutation;
import dev.holdfast.value.Bytes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures how long it takes to read what is in memory, one of 512 cells after the other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MemoryReadBenchmark {

  private final PlainCells<Bytes, Bytes> plainCells = new PlainCells<>();
  private final PlainCells<JsonObject, Delta> plainContexts = new PlainCells<>();
  private final MemoryBackend backend = new MemoryBackend(InstantSource.system(), "benchmark");
  private final Holdfast holdfast = Holdfast.open("memory:");
  private final ContextStore contexts = holdfast.contexts("rooms").store();
  private final String[] ids = Rooms.ids();
  private final CellRef[] cells = Rooms.cells();
  private int next;

  @Setup
  public void fill() {
    JsonObject room = Rooms.small();
    Bytes utf8 = room.toUtf8();
    for (int i = 0; i < Rooms.COUNT; i++) {
      PlainCells.CommitId commit =
          new PlainCells.CommitId(new UUID(0, 1), 1, System.currentTimeMillis());
      plainCells.commit(ids[i], commit, 0, utf8, utf8);
      plainContexts.commit(ids[i], commit, 0, room, Delta.EMPTY);
      backend.commit(cells[i], Commit.of(new Mutation.PutHead(1, utf8)), Deadline.NEVER);
      contexts.set(ids[i], room, 1);
    }
  }

  @TearDown
  public void close() {
    holdfast.close();
    backend.close();
  }

  /** A head through the SPI. */
  @Benchmark
  public HeadAnswer cell() {
    return backend.head(cells[index()], null, Deadline.NEVER);
  }

  /** The state of a cell of the baseline, value as bytes. */
  @Benchmark
  public PlainCells.@Nullable State<Bytes, Bytes> cellBaseline() {
    return plainCells.read(ids[index()]);
  }

  /** A context as an application reads it. */
  @Benchmark
  public Optional<Context> context() {
    return contexts.get(ids[index()]);
  }

  /** The state of a cell of the baseline, value as an object. */
  @Benchmark
  public PlainCells.@Nullable State<JsonObject, Delta> contextBaseline() {
    return plainContexts.read(ids[index()]);
  }

  private int index() {
    return next++ & (Rooms.COUNT - 1);
  }
}
