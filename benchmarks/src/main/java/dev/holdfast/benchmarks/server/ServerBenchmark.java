package dev.holdfast.benchmarks.server;

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
 * what the targets name; {@link OnServers} runs it, so that all forks use the same servers. {@link
 * ServerTurns} asks the same questions of both sides in turns.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ServerBenchmark {

  /** What is asked. */
  @State(Scope.Benchmark)
  public static class Asked {
    /** The question. */
    @Param({
      "COMMIT",
      "APPEND_1",
      "APPEND_20",
      "APPEND_1000",
      "ENTRIES",
      "ENTRIES_ONE_BY_ONE",
      "LIST",
      "VALUE"
    })
    public Question question = Question.COMMIT;

    /** Puts in what the question needs. */
    @Setup
    public void prepare(ServerCells store) {
      question.prepare(store.cells);
    }
  }

  /** Asks once. */
  @Benchmark
  public @Nullable Object ask(ServerCells store, OwnCell own, Asked asked) {
    return asked.question.ask(store.cells, own);
  }
}
