package dev.holdfast.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.holdfast.Holdfast;
import dev.holdfast.benchmarks.baseline.PlainCells;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Patch;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonPath;
import dev.holdfast.value.Bytes;
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
 * Measures how long it takes an application to change a context of 1 kB in memory.
 *
 * <p>The baselines do by hand what the store does: change the object, compute the delta, and commit
 * both by compare-and-set. The ones called {@code baseline} write both as JSON, as the store does;
 * those called {@code objects} keep the objects as they are. Trims are as in {@link
 * MemoryCommitBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContextWriteBenchmark {

  private static final JsonPath STATUS = JsonPath.parse("participants.user-3.status");
  private static final int ENTRIES_KEPT = 100;
  private static final int COMMITS_PER_TRIM = 256;

  /** An object and its JSON. */
  private record Written(JsonObject value, Bytes utf8) {}

  private final Holdfast holdfast = Holdfast.open("memory:");
  private final ContextSync contexts = holdfast.contexts("rooms");
  private final ContextStore store = contexts.store();
  private final PlainCells<Written, Bytes> plain = new PlainCells<>();
  private final PlainCells<JsonObject, Delta> plainObjects = new PlainCells<>();
  private final String[] ids = Rooms.ids();
  private final UUID writer = UUID.randomUUID();
  private long commits;

  @Setup
  public void fill() {
    JsonObject room = Rooms.small();
    for (String id : ids) {
      store.commit(id, 0, room, Delta.EMPTY);
      plain.commit(id, nextId(), 0, new Written(room, room.toUtf8()), Bytes.EMPTY);
      plainObjects.commit(id, nextId(), 0, room, Delta.EMPTY);
    }
    commits = 0;
  }

  @TearDown
  public void close() {
    holdfast.close();
  }

  /** A value and delta that the application has computed, given to the store. */
  @Benchmark
  public Context commit() {
    String id = id();
    Context before = store.get(id).orElseThrow();
    JsonObject after = patch().applyTo(before.value());
    Delta delta = Delta.between(before.value(), after);
    trim(() -> store.retainLatestDeltas(id, ENTRIES_KEPT));
    return store.commit(id, before.version(), after, delta);
  }

  /** A patch, of which the store makes the value and the delta. */
  @Benchmark
  public ContextChange update() {
    String id = id();
    trim(() -> store.retainLatestDeltas(id, ENTRIES_KEPT));
    return contexts.update(id, patch());
  }

  @Benchmark
  public PlainCells.Committed baseline() {
    String id = id();
    PlainCells.State<Written, Bytes> state = requireNonNull(plain.read(id));
    JsonObject before = requireNonNull(state.value()).value();
    JsonObject after = patch().applyTo(before);
    Delta delta = Delta.between(before, after);
    trim(() -> plain.retainLatest(id, ENTRIES_KEPT));
    return plain.commit(
        id, nextId(), state.version(), new Written(after, after.toUtf8()), delta.toJson().toUtf8());
  }

  @Benchmark
  public PlainCells.Committed objects() {
    String id = id();
    PlainCells.State<JsonObject, Delta> state = requireNonNull(plainObjects.read(id));
    JsonObject before = requireNonNull(state.value());
    JsonObject after = patch().applyTo(before);
    Delta delta = Delta.between(before, after);
    trim(() -> plainObjects.retainLatest(id, ENTRIES_KEPT));
    return plainObjects.commit(id, nextId(), state.version(), after, delta);
  }

  private String id() {
    return ids[(int) (++commits % Rooms.COUNT)];
  }

  private Patch patch() {
    return Patch.EMPTY.set(STATUS, "status " + commits);
  }

  private PlainCells.CommitId nextId() {
    return new PlainCells.CommitId(writer, ++sequence, System.currentTimeMillis());
  }

  private long sequence;

  private void trim(Runnable trim) {
    if (commits / Rooms.COUNT % COMMITS_PER_TRIM == COMMITS_PER_TRIM - 1) {
      trim.run();
    }
  }
}
