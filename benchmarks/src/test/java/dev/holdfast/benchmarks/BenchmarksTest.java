package dev.holdfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmarks.server.ServerBenchmark;
import dev.holdfast.benchmarks.server.ServerSizeBenchmark;
import dev.holdfast.benchmarks.table.TableLookupBenchmark;
import dev.holdfast.benchmarks.table.TableRecoveryBenchmark;
import dev.holdfast.benchmarks.table.TableTurnsBenchmark;
import dev.holdfast.benchmarks.table.TableWriteBenchmark;
import dev.holdfast.testservers.Engine;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark once, so that they go on working; how fast they are is not looked at. */
final class BenchmarksTest {

  private static final String SERVER_PACKAGE = ServerBenchmark.class.getPackageName() + ".";

  private static final Set<Class<?>> ALL =
      Set.of(
          ContextWriteBenchmark.class,
          DurableCommitBenchmark.class,
          MemoryCommitBenchmark.class,
          MemoryReadBenchmark.class,
          ScenarioBenchmark.class,
          ServerBenchmark.class,
          ServerSizeBenchmark.class,
          TableLookupBenchmark.class,
          TableRecoveryBenchmark.class,
          TableTurnsBenchmark.class,
          TableWriteBenchmark.class);

  @Test
  void everyBenchmark_runs() throws RunnerException {
    ChainedOptionsBuilder once =
        new OptionsBuilder()
            .mode(Mode.SingleShotTime)
            .param("store", "MEMORY")
            .param("server", "REDIS")
            .param("question", "COMMIT", "APPEND_20", "ENTRIES", "LIST", "VALUE")
            .param("cells", "100")
            .param("keys", "1000")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .timeout(TimeValue.seconds(60))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (!Engine.REDIS.isWanted()) {
      once.exclude(Pattern.quote(SERVER_PACKAGE));
    }
    Set<String> run =
        new Runner(once.build())
            .run().stream()
                .map(result -> result.getParams().getBenchmark())
                .collect(Collectors.toSet());
    assertThat(run).isEqualTo(wanted());
  }

  private static Set<String> wanted() {
    return ALL.stream()
        .filter(type -> Engine.REDIS.isWanted() || !type.getName().startsWith(SERVER_PACKAGE))
        .flatMap(BenchmarksTest::names)
        .collect(Collectors.toSet());
  }

  private static Stream<String> names(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(method -> type.getName() + "." + method.getName());
  }
}
