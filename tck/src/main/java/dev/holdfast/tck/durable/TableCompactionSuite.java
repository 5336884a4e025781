package dev.holdfast.tck.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableStats;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Mutation;
import dev.holdfast.tck.Clause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The folding of the log. */
public abstract class TableCompactionSuite extends DurableSuite {

  /** For subclasses. */
  protected TableCompactionSuite() {}

  @Test
  @Clause("DUR-30")
  void badness_countsWhatIsSuperfluous() {
    DurableTable<String, String> table = open(backend(), options().withBadnessThreshold(1_000));
    table.write("a", "1");
    table.write("b", "1");
    assertThat(table.stats().badness()).isZero();
    table.write("a", "2");
    table.delete("b");
    table.delete("b");
    TableStats stats = table.stats();
    assertThat(stats.logLength()).isEqualTo(5);
    assertThat(stats.badness()).isEqualTo(4);
    table.dirtyWrite("c", "1");
    table.dirtyWrite("d", "1");
    assertThat(table.stats().badness()).isEqualTo(2);
  }

  @Test
  @Clause("DUR-30")
  void thresholdReached_foldsTheLog() {
    DurableTable<String, String> table = open(backend(), options().withBadnessThreshold(10));
    for (int i = 1; i <= 10; i++) {
      table.write("a", "v" + i);
    }
    assertThat(table.stats().compactions()).isZero();
    table.write("a", "last");
    Waiting.until(() -> table.stats().compactions() == 1);
    assertThat(table.stats().logLength()).isEqualTo(1);
    assertThat(table.dumpWal()).hasSize(1);
    for (int i = 0; i < 100; i++) {
      table.write("a", "w" + i);
    }
    Waiting.until(() -> table.stats().badness() < 10);
    assertThat(stored()).isEqualTo(Map.of("a", "w99"));
  }

  @Test
  @Clause("DUR-31")
  void forcedCompaction_leavesEverythingAsItIs() {
    DurableTable<String, String> table = open(small(), options());
    Map<String, String> model = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      table.write("k" + i % 20, "v" + i);
      model.put("k" + i % 20, "v" + i);
    }
    table.atomically(TableWriteSuite.large("z"));
    TableWriteSuite.large("z")
        .changes()
        .forEach(change -> model.put(change.key(), table.lookup(change.key(), "none")));
    table.dirtyWrite("dirty", "1");
    model.put("dirty", "1");
    table.forceCompaction();
    assertThat(table.stats().badness()).isZero();
    assertThat(table.stats().logLength()).isEqualTo(model.size());
    assertThat(content(table)).isEqualTo(model);
    table.write("after", "1");
    table.forceCompaction();
    table.delete("after");
    assertThat(stored()).isEqualTo(model);
  }

  @Test
  @Clause("DUR-31")
  void emptyTable_isCompacted() {
    table().write("a", "1");
    table().delete("a");
    table().forceCompaction();
    assertThat(table().stats().logLength()).isZero();
    table().write("b", "1");
    assertThat(stored()).isEqualTo(Map.of("b", "1"));
  }

  @Test
  @Clause("DUR-32")
  void writersAndReaders_goOnDuringACompaction() throws Exception {
    DisturbedBackend backend = small();
    DurableTable<String, String> busy = open(backend, options().withBadnessThreshold(1_000_000));
    Map<String, String> model = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      busy.write("k" + i, "v".repeat(50));
      model.put("k" + i, "v".repeat(50));
    }
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    backend.after(
        commit -> {
          if (isBaseBlock(commit)) {
            backend.heal();
            begun.countDown();
          }
        });
    Thread writer =
        new Thread(
            () -> {
              Waiting.until(begun);
              for (int i = 0; i < 30; i++) {
                busy.write("k" + i, "new");
              }
              busy.delete("k39");
              busy.write("other", "new");
              written.countDown();
            });
    writer.start();
    busy.forceCompaction();
    Waiting.until(written);
    writer.join();
    for (int i = 0; i < 30; i++) {
      model.put("k" + i, "new");
    }
    model.remove("k39");
    model.put("other", "new");
    assertThat(content(busy)).isEqualTo(model);
    assertThat(stored()).isEqualTo(model);
  }

  @Test
  @Clause("DUR-32")
  void writeDuringACompaction_isStoredBeforeItsEnd() {
    DisturbedBackend backend = small();
    DurableTable<String, String> busy = open(backend, options().withBadnessThreshold(1_000_000));
    for (int i = 0; i < 40; i++) {
      busy.write("k" + i, "v".repeat(50));
    }
    List<CompletionStage<Void>> writes = new ArrayList<>();
    backend.after(
        commit -> {
          if (isBaseBlock(commit) && writes.isEmpty()) {
            writes.add(busy.writeAsync("k0", "new"));
          }
        });
    busy.forceCompaction();
    writes.forEach(DurableSuite::join);
    assertThat(backend.commits())
        .as("the commit that ends the compaction, behind the write that came in its midst")
        .last()
        .satisfies(
            commit ->
                assertThat(commit.mutations()).hasAtLeastOneElementOfType(Mutation.DropLog.class));
    assertThat(stored()).containsEntry("k0", "new").hasSize(40);
  }

  static boolean isBaseBlock(Commit commit) {
    return commit.mutations().stream()
        .anyMatch(
            mutation ->
                mutation instanceof Mutation.Append append
                    && append.log().name().startsWith("base-"));
  }

  @Test
  @Clause("DUR-33")
  void compactionThatEndsAnywhere_losesAndRevivesNothing() {
    Map<String, String> model = new HashMap<>();
    DurableTable<String, String> first = open(backend(), options());
    for (int i = 0; i < 30; i++) {
      first.write("k" + i, "v".repeat(60));
      model.put("k" + i, "v".repeat(60));
    }
    boolean finished = false;
    for (int step = 0; !finished; step++) {
      DisturbedBackend backend = small();
      DurableTable<String, String> table = open(backend, options());
      int fatal = step;
      AtomicInteger commits = new AtomicInteger();
      backend.before(
          commit -> {
            if (commits.getAndIncrement() >= fatal) {
              DisturbedBackend.unavailable(commit);
            }
          });
      try {
        table.forceCompaction();
        finished = true;
      } catch (HoldfastException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
      }
      backend.heal();
      if (step % 2 == 0) {
        table.write("k" + step % 30, "w" + step);
        model.put("k" + step % 30, "w" + step);
        table.delete("k" + (step + 7) % 30);
        model.remove("k" + (step + 7) % 30);
      }
      assertThat(content(table)).isEqualTo(model);
      if (step % 3 == 0) {
        table.forceCompaction(); // goes on where the failed one ended
      }
      assertThat(stored()).as("after a compaction of %d commits", step).isEqualTo(model);
    }
  }

  @Test
  @Clause("DUR-33")
  void compactionWhoseReplyIsLost_losesAndRevivesNothing() {
    Map<String, String> model = new HashMap<>();
    boolean finished = false;
    for (int step = 0; !finished; step++) {
      DisturbedBackend backend = small();
      DurableTable<String, String> table = open(backend, options());
      for (int i = 0; i < 12; i++) {
        table.write("k" + i, "v".repeat(60) + step);
        model.put("k" + i, "v".repeat(60) + step);
      }
      int fatal = step;
      AtomicInteger commits = new AtomicInteger();
      backend.after(
          commit -> {
            if (commits.getAndIncrement() == fatal) {
              DisturbedBackend.lost(commit);
            }
          });
      try {
        table.forceCompaction();
        finished = true;
      } catch (HoldfastException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.COMMIT_EXPIRED);
      }
      backend.heal();
      assertThat(content(table)).isEqualTo(model);
      assertThat(stored()).as("after a reply lost at commit %d", step).isEqualTo(model);
    }
  }

  @Test
  @Clause("DUR-34")
  void whatIsDirtyDuringACompaction_isNotStored() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> busy = open(backend, options());
    busy.write("a", "1");
    busy.write("b", "1");
    backend.before(
        commit -> {
          backend.heal();
          busy.dirtyWrite("a", "dirty");
          busy.dirtyDelete("b");
          busy.dirtyWrite("c", "dirty");
        });
    busy.forceCompaction();
    assertThat(busy.stats().compactions()).isEqualTo(1);
    assertThat(content(busy)).isEqualTo(Map.of("a", "dirty", "c", "dirty"));
    assertThat(stored()).isEqualTo(Map.of("a", "1", "b", "1"));
  }
}
