package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.context.ContextSync;
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
 * Counts the runs of {@link RoomScenario} in a second, each with its check.
 *
 * <p>Deltas are kept, as nobody cleans up; so every iteration begins with a store of its own, in
 * which each context has come past version 100: from there on version 1 is answered in full.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up before it runs anything.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ScenarioBenchmark {

  /** A run takes a context of the hundred eight versions further. */
  private static final int RUNS_BEFORE = 13;

  /** How many threads make the calls. */
  @Param({"2", "16"})
  public int threads;

  private ExecutorService callers;
  private Holdfast holdfast;
  private RoomScenario oneRoom;
  private RoomScenario hundredRooms;

  @Setup(Level.Iteration)
  public void open() throws InterruptedException, ExecutionException {
    callers = Executors.newFixedThreadPool(threads);
    holdfast = Holdfast.open("memory:");
    ContextSync contexts = holdfast.contexts("rooms");
    List<String> many = IntStream.range(0, 100).mapToObj(i -> "room:" + i).toList();
    oneRoom = new RoomScenario(contexts, callers, List.of("room"), 50);
    hundredRooms = new RoomScenario(contexts, callers, many, 10);
    for (int i = 0; i < RUNS_BEFORE; i++) {
      oneRoom.run();
      hundredRooms.run();
    }
  }

  @TearDown(Level.Iteration)
  public void close() {
    callers.shutdownNow();
    holdfast.close();
  }

  /** One context: a full set, then 50 calls at once. */
  @Benchmark
  public int oneContext() throws InterruptedException, ExecutionException {
    return oneRoom.run();
  }

  /** A hundred contexts: a full set of each, then ten calls on each, all at once. */
  @Benchmark
  public int hundredContexts() throws InterruptedException, ExecutionException {
    return hundredRooms.run();
  }
}
