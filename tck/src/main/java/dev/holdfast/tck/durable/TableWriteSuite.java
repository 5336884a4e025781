package dev.holdfast.tck.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableBatch;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.Together;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Durable changes. */
public abstract class TableWriteSuite extends DurableSuite {

  /** For subclasses. */
  protected TableWriteSuite() {}

  @Test
  @Clause("DUR-10")
  void writesAndDeletes_showAndAreStored() {
    table().write("a", "1");
    assertThat(table().lookup("a")).contains("1");
    assertThat(table().lookup("a", "?")).isEqualTo("1");
    table().write("b", "2");
    assertThat(table().size()).isEqualTo(2);
    table().delete("a");
    assertThat(table().lookup("a")).isEmpty();
    assertThat(table().lookup("a", "?")).isEqualTo("?");
    table().delete("never there");
    assertThat(table().size()).isEqualTo(1);
    assertThat(stored()).isEqualTo(Map.of("b", "2"));
  }

  @Test
  @Clause({"DUR-10", "DUR-01"})
  void write_isStoredWhenItReturns() {
    table().write("a", "1");
    assertThat(stored()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  @Clause("DUR-11")
  void writeThatIsNotStoredYet_doesNotShow() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> watched = open(backend, options());
    watched.write("a", "1");
    List<String> seen = new ArrayList<>();
    backend.before(commit -> seen.add(watched.lookup("a", "none")));
    backend.after(commit -> seen.add(watched.lookup("a", "none")));
    watched.write("a", "2");
    backend.heal();
    assertThat(seen).containsOnly("1");
    assertThat(watched.lookup("a")).contains("2");
  }

  @Test
  @Clause("DUR-12")
  void batch_isOrderedAndHandsItsEffectsBack() {
    table().write("b", "old");
    List<Integer> effects =
        table()
            .atomically(
                batch ->
                    batch.write("a", "1").then(7).delete("b").write("c", "1").then(8).delete("c"));
    assertThat(effects).containsExactly(7, 8);
    assertThat(content(table())).isEqualTo(Map.of("a", "1"));
    table().<Integer>atomically(batch -> batch.delete("a").write("a", "2"));
    assertThat(table().<Integer>atomically(batch -> {})).isEmpty();
    assertThat(table().<Integer>atomically(batch -> batch.then(9))).containsExactly(9);
    assertThat(stored()).isEqualTo(Map.of("a", "2"));
  }

  @Test
  @Clause("DUR-12")
  void batchThatIsNotStored_leavesNothing() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> failing = open(backend, options());
    failing.write("a", "1");
    backend.before(DisturbedBackend::unavailable);
    refused(
        ErrorCode.DEADLINE_EXCEEDED,
        () -> failing.atomically(batch -> batch.write("a", "2").write("b", "2")));
    backend.heal();
    assertThat(content(failing)).isEqualTo(Map.of("a", "1"));
    assertThat(stored()).isEqualTo(Map.of("a", "1"));
  }

  /** Returns a batch that needs several entries and commits of the small backend. */
  static TableBatch<String, String, String> large(String letter) {
    TableBatch<String, String, String> batch = new TableBatch<>();
    for (int i = 0; i < 30; i++) {
      batch.write("k" + i, letter.repeat(40 + i));
    }
    return batch.write("huge", letter.repeat(900));
  }

  @Test
  @Clause("DUR-13")
  void groupBeyondTheLimits_isRestoredWhole() {
    DisturbedBackend backend = small();
    DurableTable<String, String> large = open(backend, options());
    large.atomically(large("x"));
    assertThat(backend.commits()).hasSizeGreaterThan(3);
    Map<String, String> whole = content(large);
    assertThat(whole).hasSize(31).containsEntry("huge", "x".repeat(900));
    assertThat(stored()).isEqualTo(whole);
  }

  @Test
  @Clause({"DUR-13", "DUR-42"})
  void groupThatWasCutShort_isNotRestored() {
    DisturbedBackend counting = small();
    open(counting, options()).atomically(large("x"));
    int all = counting.commits().size();
    Map<String, String> before = stored();
    for (int last = 1; last < all - 1; last++) {
      DisturbedBackend backend = small();
      DurableTable<String, String> dying = open(backend, options());
      int most = backend.commits().size() + last;
      backend.before(
          commit -> {
            if (backend.commits().size() == most) {
              DisturbedBackend.unavailable(commit);
            }
          });
      refused(ErrorCode.DEADLINE_EXCEEDED, () -> dying.atomically(large("y")));
      assertThat(content(dying)).isEqualTo(before);
      DurableTable<String, String> next = afterCrash();
      assertThat(content(next)).isEqualTo(before);
      next.write("after", String.valueOf(last));
      before.put("after", String.valueOf(last));
      assertThat(stored()).isEqualTo(before);
    }
  }

  @Test
  @Clause("DUR-14")
  void writesDuringACommit_shareTheNext() {
    DisturbedBackend backend = new DisturbedBackend(backend());
    DurableTable<String, String> busy = open(backend, options());
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = latch();
    backend.before(
        commit -> {
          held.countDown();
          Waiting.until(go);
        });
    List<CompletionStage<Void>> writes = new ArrayList<>();
    writes.add(busy.writeAsync("first", "1"));
    Waiting.until(held);
    int before = backend.commits().size();
    Map<String, String> model = new HashMap<>(Map.of("first", "1"));
    for (int i = 0; i < 20; i++) {
      writes.add(busy.writeAsync("k" + i, "v"));
      model.put("k" + i, "v");
    }
    go.countDown();
    writes.forEach(DurableSuite::join);
    assertThat(backend.commits().size() - before).isEqualTo(2);
    assertThat(content(busy)).isEqualTo(model);
    assertThat(stored()).isEqualTo(model);
  }

  private DurableTable<String, Long> counters() {
    return session()
        .target()
        .seen(
            holdfast(backend())
                .durableTable(
                    "counters",
                    Codec.utf8(),
                    Codec.int64(),
                    TableOptions.<String, Long>defaults()));
  }

  @Test
  @Clause("DUR-15")
  void counter_countsFromWhatShows() {
    DurableTable<String, Long> counters = counters();
    assertThat(counters.updateCounter("a", 5)).isEqualTo(5);
    assertThat(counters.updateCounter("a", -7)).isEqualTo(-2);
    assertThat(counters.updateCounter("zero", 0)).isZero();
    counters.dirtyWrite("a", 40L);
    assertThat(counters.updateCounter("a", 2)).isEqualTo(42);
    counters.write("max", Long.MAX_VALUE);
    refused(ErrorCode.INVALID_REQUEST, () -> counters.updateCounter("max", 1));
    counters.write("min", Long.MIN_VALUE);
    refused(ErrorCode.INVALID_REQUEST, () -> counters.updateCounter("min", -1));
    Map<String, Long> expected =
        Map.of("a", 42L, "zero", 0L, "max", Long.MAX_VALUE, "min", Long.MIN_VALUE);
    assertThat(content(counters)).isEqualTo(expected);
    assertThat(content(counters())).isEqualTo(expected);
  }

  @Test
  @Clause("DUR-15")
  void counterOfWhatIsNoNumber_isRefused() {
    table().write("a", "1");
    refused(ErrorCode.INVALID_REQUEST, () -> table().updateCounter("a", 1));
    refused(ErrorCode.INVALID_REQUEST, () -> table().updateCounter("absent", 1));
    assertThat(stored()).isEqualTo(Map.of("a", "1"));
  }

  private record Point(int x, int y) {}

  @Test
  @Clause("DUR-15")
  void counterInATableOfRecords_isRefused() {
    DurableTable<String, Point> points = points();
    refused(ErrorCode.INVALID_REQUEST, () -> points.updateCounter("a", 1));
    points.write("b", new Point(1, 2));
    assertThat(content(points)).isEqualTo(Map.of("b", new Point(1, 2)));
    assertThat(content(points())).isEqualTo(Map.of("b", new Point(1, 2)));
  }

  private DurableTable<String, Point> points() {
    return session()
        .target()
        .seen(
            holdfast(backend())
                .durableTable(
                    "points",
                    Codec.utf8(),
                    Codec.json(Point.class),
                    TableOptions.<String, Point>defaults()));
  }

  @Test
  @Clause("DUR-15")
  void countersAtTheSameTime_loseNoAddition() throws Exception {
    DurableTable<String, Long> counters = counters();
    Callable<Void> adding =
        () -> {
          for (int i = 0; i < 50; i++) {
            counters.updateCounter("a", 1);
            counters.updateCounter("b", 2);
          }
          return null;
        };
    Together.run(List.of(adding, adding, adding, adding));
    assertThat(content(counters)).isEqualTo(Map.of("a", 200L, "b", 400L));
    assertThat(content(counters())).isEqualTo(Map.of("a", 200L, "b", 400L));
  }

  @Test
  @Clause("DUR-16")
  void clear_removesAllForGood() {
    table().write("a", "1");
    table().dirtyWrite("b", "2");
    table().clear();
    assertThat(content(table())).isEmpty();
    assertThat(table().size()).isZero();
    table().write("c", "3");
    table().clear();
    table().clear();
    table().write("d", "4");
    assertThat(table().stats().logLength()).isEqualTo(1);
    assertThat(stored()).isEqualTo(Map.of("d", "4"));
  }

  @Test
  @Clause("DUR-17")
  void drop_removesTheTable() {
    table().write("a", "1");
    table().ensureVersion(3);
    table().drop();
    refused(ErrorCode.CLOSED, () -> table().lookup("a"));
    refused(ErrorCode.CLOSED, () -> table().drop());
    DurableTable<String, String> again = open(backend(), options());
    assertThat(content(again)).isEmpty();
    assertThat(again.ensureVersion(4)).isEqualTo(4);
    again.write("b", "2");
    assertThat(stored()).isEqualTo(Map.of("b", "2"));
  }

  @Test
  @Clause("DUR-18")
  void version_isTheFirstThatWasGiven() throws Exception {
    List<Callable<Long>> asking = new ArrayList<>();
    for (long version = 1; version <= 4; version++) {
      long given = version;
      asking.add(() -> table().ensureVersion(given));
    }
    table();
    List<Long> answers = Together.run(asking);
    assertThat(answers).containsOnly(answers.get(0));
    table().clear();
    assertThat(table().ensureVersion(9)).isEqualTo(answers.get(0));
    assertThat(content(table())).isEmpty();
    assertThat(afterCrash().ensureVersion(10)).isEqualTo(answers.get(0));
  }
}
