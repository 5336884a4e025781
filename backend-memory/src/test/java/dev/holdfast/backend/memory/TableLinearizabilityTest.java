package dev.holdfast.backend.memory;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableOptions;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Changes of a durable table that are stored in groups are seen as if each had come by itself. */
class TableLinearizabilityTest {

  private static final int MORE = Boolean.getBoolean("holdfast.long") ? 10 : 1;

  /** A table with one compaction after the other. */
  @Param(name = "key", gen = IntGen.class, conf = "1:2")
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static class Counters {

    private final DurableTable<Long, Long> table =
        Holdfast.open("memory:")
            .durableTable(
                "counters",
                Codec.int64(),
                Codec.int64(),
                TableOptions.<Long, Long>defaults().withBadnessThreshold(3));

    @Operation
    public void write(int key, int value) {
      table.write((long) key, (long) value);
    }

    @Operation
    public void delete(int key) {
      table.delete((long) key);
    }

    @Operation
    public long count(int key) {
      return table.updateCounter((long) key, 1);
    }

    @Operation
    public long asynchronously(int key) {
      return table.updateCounterAsync((long) key, 10).toCompletableFuture().join();
    }

    @Operation
    public long lookup(int key) {
      return table.lookup((long) key, -1L);
    }
  }

  @Test
  void groupCommitUnderStress_isLinearizable() {
    new StressOptions().iterations(3 * MORE).invocationsPerIteration(50).check(Counters.class);
  }
}
