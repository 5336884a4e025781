package dev.holdfast.tck.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableUpdate;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.Together;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the on-update callback is told. */
public abstract class TableCallbackSuite extends DurableSuite {

  private final List<TableUpdate<String, String>> told = new CopyOnWriteArrayList<>();

  /** For subclasses. */
  protected TableCallbackSuite() {}

  private DurableTable<String, String> listening() {
    return open(backend(), options().withOnUpdate(told::add));
  }

  private static TableUpdate<String, String> written(String key, String value) {
    return new TableUpdate.Changed<>(new TableChange.Write<>(key, value));
  }

  private static TableUpdate<String, String> deleted(String key) {
    return new TableUpdate.Changed<>(new TableChange.Delete<>(key));
  }

  @Test
  @Clause("DUR-50")
  void lifeOfATable_isToldInOrder() {
    table().write("a", "1");
    table().write("a", "2");
    table().write("b", "1");
    table().delete("b");
    DurableTable<String, String> table = listening();
    assertThat(told).containsExactly(new TableUpdate.Opened<>(), written("a", "2"));
    told.clear();
    table.<String>atomically(batch -> batch.write("c", "1").delete("a"));
    table.dirtyWrite("d", "1");
    table.flush();
    table.write("e", "1");
    table.close();
    table.close();
    assertThat(told)
        .containsExactly(
            written("c", "1"),
            deleted("a"),
            written("d", "1"),
            written("e", "1"),
            new TableUpdate.Closed<>());
  }

  @Test
  @Clause("DUR-50")
  void changesOfManyThreads_areToldInTheOrderInWhichTheyShow() throws Exception {
    Map<String, String> mirror = new HashMap<>();
    DurableTable<String, String> table =
        open(backend(), options().withOnUpdate(update -> apply(mirror, update)));
    List<Callable<Void>> writers = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      String name = "t" + thread;
      writers.add(
          () -> {
            for (int i = 0; i < 60; i++) {
              String key = "k" + i % 3;
              if (i % 3 == 0) {
                table.dirtyWrite(key, name + i);
              } else if (i % 7 == 0) {
                table.delete(key);
              } else {
                table.write(key, name + i);
              }
            }
            return null;
          });
    }
    Together.run(writers);
    assertThat(mirror).isEqualTo(content(table));
    table.flush();
    assertThat(stored()).isEqualTo(mirror);
  }

  private static void apply(Map<String, String> mirror, TableUpdate<String, String> update) {
    if (update instanceof TableUpdate.Changed<String, String> changed) {
      if (changed.change() instanceof TableChange.Write<String, String> write) {
        mirror.put(write.key(), write.value());
      } else {
        mirror.remove(changed.change().key());
      }
    }
  }

  @Test
  @Clause("DUR-51")
  void durableChange_isToldAfterItIsStored() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> table = open(backend, options().withOnUpdate(told::add));
    told.clear();
    List<Integer> toldBefore = new ArrayList<>();
    backend.after(commit -> toldBefore.add(told.size()));
    table.write("a", "1");
    assertThat(toldBefore).containsExactly(0);
    assertThat(told).containsExactly(written("a", "1"));
    backend.before(DisturbedBackend::unavailable);
    refused(ErrorCode.DEADLINE_EXCEEDED, () -> table.write("a", "2"));
    assertThat(told).hasSize(1);
    table.dirtyWrite("a", "3");
    assertThat(told).containsExactly(written("a", "1"), written("a", "3"));
    backend.heal();
  }

  @Test
  @Clause("DUR-52")
  void clearAndDrop_areToldAsRemovals() {
    DurableTable<String, String> table = listening();
    table.write("a", "1");
    table.dirtyWrite("b", "1");
    told.clear();
    table.clear();
    assertThat(told).containsExactlyInAnyOrder(deleted("a"), deleted("b"));
    table.write("c", "1");
    told.clear();
    table.drop();
    assertThat(told).containsExactly(deleted("c"), new TableUpdate.Closed<>());
  }

  /** A callback that needs the table which it is given to. */
  private static final class Late implements Consumer<TableUpdate<String, String>> {

    private final List<String> failures = new ArrayList<>();
    private @Nullable DurableTable<String, String> table;

    @Override
    public void accept(TableUpdate<String, String> update) {
      DurableTable<String, String> known = table;
      if (known != null
          && update instanceof TableUpdate.Changed<String, String> changed
          && changed.change().key().equals("trigger")) {
        known.dirtyWrite("dirty", known.lookup("trigger", "none"));
        known.writeAsync("async", "1");
        failures.add(refused(ErrorCode.INVALID_REQUEST, known::flush).happened());
        failures.add(refused(ErrorCode.INVALID_REQUEST, () -> known.write("b", "1")).happened());
        throw new IllegalStateException("The test's callback fails.");
      }
    }
  }

  @Test
  @Clause("DUR-53")
  void callbackThatThrowsAndChanges_harmsNobody() {
    Late callback = new Late();
    DurableTable<String, String> table = open(backend(), options().withOnUpdate(callback));
    callback.table = table;
    table.write("trigger", "1");
    assertThat(callback.failures).hasSize(2);
    Waiting.until(() -> table.lookup("async").isPresent());
    table.flush();
    assertThat(stored()).isEqualTo(Map.of("trigger", "1", "dirty", "1", "async", "1"));
  }
}
