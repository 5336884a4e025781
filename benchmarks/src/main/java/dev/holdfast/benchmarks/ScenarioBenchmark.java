package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * Counts the runs of {@link RoomScenario} in a second, each with its check: 50 calls on one
 * context, or ten on each of a hundred.
 *
 * <p>Deltas are kept, as nobody cleans up; so every iteration begins with a store of its own, in
 * which each context has come past version 100: from there on version 1 is answered in full.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up before it runs anything.
public class ScenarioBenchmark {

  /** A run takes a context at least eight versions further. */
  private static final int RUNS_BEFORE = 13;

  private static final int CALLERS = 16;

  /** Where the contexts are. */
  @Param({"MEMORY", "REDIS", "REDIS_SYNCED"})
  public ScenarioStore store = ScenarioStore.MEMORY;

  /** How many contexts there are. */
  @Param({"1", "100"})
  public int contexts;

  /** How the calls are made. */
  @Param({"BLOCKING", "ASYNC"})
  public Calls calls = Calls.BLOCKING;

  private ExecutorService callers;
  private Holdfast holdfast;
  private RoomScenario scenario;

  @Setup(Level.Iteration)
  public void open() throws InterruptedException, ExecutionException {
    callers = Executors.newFixedThreadPool(CALLERS);
    holdfast = Holdfast.open(store.url());
    List<String> ids = IntStream.range(0, contexts).mapToObj(i -> "room:" + i).toList();
    scenario =
        new RoomScenario(holdfast.contexts("rooms"), calls, callers, ids, contexts == 1 ? 50 : 10);
    for (int i = 0; i < RUNS_BEFORE; i++) {
      scenario.run();
    }
  }

  @TearDown(Level.Iteration)
  public void close() {
    callers.shutdownNow();
    holdfast.close();
  }

  /** A full set of each context, then the calls, all at once. */
  @Benchmark
  public int run() throws InterruptedException, ExecutionException {
    return scenario.run();
  }
}
