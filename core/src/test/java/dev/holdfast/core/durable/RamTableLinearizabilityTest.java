package dev.holdfast.core.durable;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableEntry;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Any threads see the table as if one operation had come after the other. */
class RamTableLinearizabilityTest {

  private static final boolean LONG = Boolean.getBoolean("holdfast.long");

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
    public void write(@Param(name = "key") int key, @Param(name = "value") int value) {
      table.apply(List.of(new TableChange.Write<>(key, value)), List.of());
    }

    @Operation
    public void delete(@Param(name = "key") int key) {
      table.apply(List.of(new TableChange.Delete<>(key)), List.of());
    }

    @Operation
    public void dirty(@Param(name = "key") int key, @Param(name = "value") int value) {
      table.dirty(key, value, () -> {});
    }

    @Operation
    public @Nullable Integer lookup(@Param(name = "key") int key) {
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
        return snapshot.size() + " " + content;
      }
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
  public static class Sorted extends Hashed {
    /** Made by lincheck. */
    public Sorted() {
      super(Comparator.naturalOrder());
    }
  }

  /** A table whose keys change together; a snapshot never shows one without the other. */
  public static class Groups {

    private final RamTable<Integer, Integer> table = new RamTable<>(null, 16, change -> {});

    @Operation
    public void write(@Param(gen = IntGen.class, conf = "1:9") int number) {
      table.apply(
          List.of(new TableChange.Write<>(1, number), new TableChange.Write<>(2, number)),
          List.of());
    }

    @Operation
    public void clear() {
      table.clear();
    }

    @Operation
    public String snapshot() {
      try (RamSnapshot<Integer, Integer> snapshot = table.snapshot()) {
        return snapshot.lookup(1) + " " + snapshot.lookup(2);
      }
    }
  }

  /** What each operation does where there is one thread. */
  public static class Plain {

    private final TreeMap<Integer, Integer> shown = new TreeMap<>();
    private final TreeMap<Integer, Integer> stored = new TreeMap<>();

    public void write(int key, int value) {
      shown.put(key, value);
      stored.put(key, value);
    }

    public void delete(int key) {
      shown.remove(key);
      stored.remove(key);
    }

    public void dirty(int key, int value) {
      shown.put(key, value);
    }

    public @Nullable Integer lookup(int key) {
      return shown.get(key);
    }

    public String snapshot() {
      return shown.size() + " " + shown;
    }

    public String stored() {
      return stored.toString();
    }
  }

  @Test
  void hashedTableInAnyInterleaving_isLinearizable() {
    check(Hashed.class, Plain.class, options(new ModelCheckingOptions(), LONG ? 100 : 15, 30));
  }

  @Test
  void sortedTableInAnyInterleaving_isLinearizable() {
    check(Sorted.class, Plain.class, options(new ModelCheckingOptions(), LONG ? 100 : 8, 30));
  }

  /** With three threads one snapshot may take away the versions that another one needs. */
  @Test
  void groupsInAnyInterleaving_areWholeInSnapshots() {
    ModelCheckingOptions options = new ModelCheckingOptions();
    check(
        Groups.class,
        Groups.class,
        LONG ? options(options, 10, 1_000).threads(3) : options(options, 5, 100));
  }

  @Test
  void tableUnderStress_isLinearizable() {
    options(new StressOptions(), LONG ? 50 : 5, 300)
        .sequentialSpecification(Plain.class)
        .check(Hashed.class);
  }

  private static void check(Class<?> table, Class<?> plain, ModelCheckingOptions options) {
    options
        .addGuarantee(
            forClasses(ConcurrentHashMap.class.getName(), ConcurrentSkipListMap.class.getName())
                .allMethods()
                .treatAsAtomic())
        .sequentialSpecification(plain)
        .check(table);
  }

  private static <O extends Options<O, ?>> O options(O options, int scenarios, int runs) {
    return options
        .iterations(scenarios)
        .invocationsPerIteration(runs)
        .threads(2)
        .actorsBefore(2)
        .actorsPerThread(2)
        .actorsAfter(2)
        .minimizeFailedScenario(false);
  }
}
