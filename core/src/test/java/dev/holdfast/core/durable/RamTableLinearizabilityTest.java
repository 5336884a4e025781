package dev.holdfast.core.durable;

import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableEntry;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Any threads see the table as if one operation had come after the other. */
class RamTableLinearizabilityTest {

  private static final int MORE = Boolean.getBoolean("holdfast.long") ? 10 : 1;

  /** A hashed table. */
  @Param(name = "key", gen = IntGen.class, conf = "1:2")
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static class Hashed {

    private final RamTable<Integer, Integer> table;

    /** Made by lincheck. */
    public Hashed() {
      this(null);
    }

    Hashed(@Nullable Comparator<Integer> order) {
      table = new RamTable<>(order, 16, change -> {});
    }

    @Operation
    public void write(int key, int value) {
      table.apply(List.of(new TableChange.Write<>(key, value)), List.of());
    }

    @Operation
    public void delete(int key) {
      table.apply(List.of(new TableChange.Delete<>(key)), List.of());
    }

    @Operation
    public void dirty(int key, int value) {
      table.dirty(key, value);
    }

    @Operation
    public @Nullable Integer lookup(int key) {
      return table.lookup(key);
    }

    /** Returns all that a snapshot shows. */
    @Operation
    public String snapshot() {
      TreeMap<Integer, Integer> content = new TreeMap<>();
      try (RamSnapshot<Integer, Integer> snapshot = table.snapshot()) {
        for (TableEntry<Integer, Integer> entry : snapshot) {
          content.merge(entry.key(), entry.value(), (one, two) -> -1); // twice is once too often
        }
      }
      return content.toString();
    }

    /** Returns all that is stored. */
    @Operation
    public String stored() {
      TreeMap<Integer, Integer> content = new TreeMap<>();
      try (StoredView<Integer, Integer> view = table.stored()) {
        view.forEach(entry -> content.put(entry.key(), entry.value()));
      }
      return content.toString();
    }
  }

  /** A sorted table. */
  @Param(name = "key", gen = IntGen.class, conf = "1:2")
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static class Sorted extends Hashed {
    /** Made by lincheck. */
    public Sorted() {
      super(Comparator.naturalOrder());
    }
  }

  @Test
  void hashedTableUnderStress_isLinearizable() {
    new StressOptions().iterations(4 * MORE).invocationsPerIteration(200).check(Hashed.class);
  }

  @Test
  void sortedTableUnderStress_isLinearizable() {
    new StressOptions().iterations(4 * MORE).invocationsPerIteration(200).check(Sorted.class);
  }

  @Test
  void hashedTableInAnyInterleaving_isLinearizable() {
    new ModelCheckingOptions()
        .iterations(2 * MORE)
        .threads(2)
        .invocationsPerIteration(100)
        .check(Hashed.class);
  }
}
