package dev.holdfast.backend.memory;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.durable.WalRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Changes of a durable table that are stored in groups are seen as if each had come by itself. */
class TableLinearizabilityTest {

  private static final int SCENARIOS = Boolean.getBoolean("holdfast.long") ? 60 : 4;
  private static final int RUNS = 300;

  private static final Holdfast HOLDFAST = Holdfast.open("memory:");
  private static final AtomicLong TABLES = new AtomicLong();

  @AfterAll
  static void close() {
    HOLDFAST.close();
  }

  /** A table that is compacted over and over. */
  @Param(name = "key", gen = IntGen.class, conf = "1:2")
  public static class Counters {

    private final DurableTable<Long, Long> table = open(3);

    @Operation
    public void write(@Param(name = "key") int key) {
      table.write((long) key, 100L);
    }

    @Operation
    public void delete(@Param(name = "key") int key) {
      table.delete((long) key);
    }

    @Operation
    public long count(@Param(name = "key") int key) {
      return table.updateCounter((long) key, 1);
    }

    @Operation
    public long countLater(@Param(name = "key") int key) {
      return table.updateCounterAsync((long) key, 10).toCompletableFuture().join();
    }

    @Operation
    public long lookup(@Param(name = "key") int key) {
      return table.lookup((long) key, -1L);
    }
  }

  /** What each operation does where there is one thread. */
  public static class PlainCounters {

    private final Map<Integer, Long> values = new HashMap<>();

    public void write(int key) {
      values.put(key, 100L);
    }

    public void delete(int key) {
      values.remove(key);
    }

    public long count(int key) {
      return values.merge(key, 1L, Long::sum);
    }

    public long countLater(int key) {
      return values.merge(key, 10L, Long::sum);
    }

    public long lookup(int key) {
      return values.getOrDefault(key, -1L);
    }
  }

  /** Numbers that only grow, and whether the log has what shows. */
  public static class LoggedCounters {

    private final DurableTable<Long, Long> table = open(1_000);

    @Operation
    public long count() {
      return table.updateCounter(1L, 1);
    }

    @Operation
    public boolean whatShowsIsStored() {
      long shown = table.lookup(1L, 0L);
      try (Stream<WalRecord<Long, Long>> log = table.dumpWal()) {
        return shown <= log.count();
      }
    }
  }

  /** What each operation does where there is one thread. */
  public static class PlainLoggedCounters {

    private long value;

    public long count() {
      return ++value;
    }

    public boolean whatShowsIsStored() {
      return true;
    }
  }

  @Test
  void changesStoredInGroups_areLinearizable() {
    check(Counters.class, PlainCounters.class);
  }

  @Test
  void whatShowsWhileGroupsAreStored_isStored() {
    check(LoggedCounters.class, PlainLoggedCounters.class);
  }

  private static DurableTable<Long, Long> open(int badnessThreshold) {
    return HOLDFAST.durableTable(
        "counters-" + TABLES.incrementAndGet(),
        Codec.int64(),
        Codec.int64(),
        TableOptions.<Long, Long>defaults().withBadnessThreshold(badnessThreshold));
  }

  private static void check(Class<?> table, Class<?> plain) {
    new StressOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(RUNS)
        .threads(3)
        .actorsBefore(1)
        .actorsPerThread(3)
        .actorsAfter(1)
        .sequentialSpecification(plain)
        .minimizeFailedScenario(false)
        .check(table);
  }
}
