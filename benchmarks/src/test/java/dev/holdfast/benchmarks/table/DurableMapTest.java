package dev.holdfast.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DurableMapTest {

  private static final int WRITERS = 4;
  private static final int WRITES = 25;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FORCE")
  void concurrentPuts_areThereAfterReopening(TableEngine engine) throws Exception {
    try (DurableMap map = engine.open(directory)) {
      putConcurrently(map);
      map.putAll(Map.of(-1L, new byte[10], 0L, new byte[10]));
      map.put(0, new byte[5]);
      assertThat(map.load()).isEqualTo(WRITERS * WRITES + 1);
    }
    try (DurableMap map = engine.open(directory)) {
      assertThat(map.load()).isEqualTo(WRITERS * WRITES + 1);
    }
  }

  @Test
  void bareJournal_takesWritesAndReadsNothing() throws Exception {
    try (DurableMap map = TableEngine.FORCE.open(directory)) {
      putConcurrently(map);
      assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(map::load);
    }
    assertThat(Files.readAllBytes(directory.resolve("journal"))[7]).isEqualTo((byte) 100);
  }

  private static void putConcurrently(DurableMap map) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Callable<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      long first = (long) writer * WRITES;
      writers.add(
          () -> {
            for (long key = first; key < first + WRITES; key++) {
              map.put(key, new byte[100]);
            }
            return null;
          });
    }
    for (Future<Void> result : threads.invokeAll(writers)) {
      result.get();
    }
    threads.shutdown();
  }
}
