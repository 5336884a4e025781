package dev.holdfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.benchmarks.server.ServerBenchmark;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark once, so that they go on working; how fast they are is not looked at. */
final class BenchmarksTest {

  private static final Set<Class<?>> ALL =
      Set.of(
          ContextWriteBenchmark.class,
          DurableCommitBenchmark.class,
          MemoryCommitBenchmark.class,
          MemoryReadBenchmark.class,
          ScenarioBenchmark.class,
          ServerBenchmark.class);

  @Test
  void everyBenchmark_runs() throws RunnerException {
    Options once =
        new OptionsBuilder()
            .mode(Mode.SingleShotTime)
            .param("threads", "2")
            .param("server", "H2")
            .param("side", "BASELINE")
            .param("entries", "20")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .timeout(TimeValue.seconds(60))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Set<String> run =
        new Runner(once)
            .run().stream()
                .map(result -> result.getParams().getBenchmark())
                .collect(Collectors.toSet());
    assertThat(run).isEqualTo(ALL.stream().flatMap(this::names).collect(Collectors.toSet()));
  }

  private Stream<String> names(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(method -> type.getName() + "." + method.getName());
  }
}
