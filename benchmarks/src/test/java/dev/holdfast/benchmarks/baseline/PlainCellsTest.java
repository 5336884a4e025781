package dev.holdfast.benchmarks.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.benchmarks.baseline.PlainCells.CommitId;
import dev.holdfast.benchmarks.baseline.PlainCells.Committed;
import dev.holdfast.benchmarks.baseline.PlainCells.Entry;
import dev.holdfast.benchmarks.baseline.PlainCells.State;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class PlainCellsTest {

  private static final int WRITERS = 4;
  private static final int INCREMENTS = 500;

  private final PlainCells<Integer, Integer> cells = new PlainCells<>();

  @Test
  void concurrentIncrements_loseNothing() throws Exception {
    inParallel(this::increment);
    State<Integer, Integer> end = cells.read("a");
    assertThat(end.value()).isEqualTo(WRITERS * INCREMENTS);
    assertThat(end.version()).isEqualTo(WRITERS * INCREMENTS);
    assertThat(log(end)).hasSize(WRITERS * INCREMENTS);
  }

  @Test
  void readers_seeValueAndLogOfOneState() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Future<Integer> torn =
        reader.submit(
            () -> {
              int differing = 0;
              while (!done.get()) {
                State<Integer, Integer> state = cells.read("a");
                if (state != null && state.newest() != null) {
                  differing += state.value().equals(state.newest().value()) ? 0 : 1;
                }
              }
              return differing;
            });
    inParallel(this::increment);
    done.set(true);
    assertThat(torn.get()).isZero();
    reader.shutdown();
  }

  @Test
  void repeatedId_appliesOnceAndGivesTheFirstResult() {
    CommitId id = id(1);
    Committed first = cells.commit("a", id, 0, 10, 10);
    assertThat(cells.commit("a", id, 0, 10, 10)).isSameAs(first);
    assertThat(cells.read("a").version()).isEqualTo(1);
    assertThat(log(cells.read("a"))).hasSize(1);
  }

  @Test
  void overtakenId_isRefused() {
    UUID writer = UUID.randomUUID();
    CommitId old = new CommitId(writer, 1, System.currentTimeMillis());
    cells.commit("a", new CommitId(writer, 2, System.currentTimeMillis()), 0, 10, 10);
    refused(old, 1);
  }

  @Test
  void idIssuedTooLongAgo_isRefused() {
    refused(new CommitId(UUID.randomUUID(), 1, System.currentTimeMillis() - 600_000), 0);
  }

  @Test
  void otherVersionThanExpected_isRefused() {
    cells.commit("a", id(1), 0, 10, 10);
    refused(id(2), 0);
    refused(id(2), 2);
  }

  @Test
  void retainLatest_keepsTheNewestInOrder() {
    for (int i = 0; i < 5; i++) {
      cells.commit("a", id(i + 1), i, i, i);
    }
    cells.retainLatest("a", 2);
    assertThat(log(cells.read("a"))).containsExactly(4, 3);
    assertThat(cells.read("a").value()).isEqualTo(4);
  }

  private void refused(CommitId id, long expected) {
    State<Integer, Integer> before = cells.read("a");
    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> cells.commit("a", id, expected, 99, 99));
    if (before != null) {
      assertThat(cells.read("a")).isSameAs(before);
    }
  }

  private static CommitId id(long sequence) {
    return new CommitId(UUID.randomUUID(), sequence, System.currentTimeMillis());
  }

  private static List<Integer> log(State<Integer, Integer> state) {
    List<Integer> newestFirst = new ArrayList<>();
    for (Entry<Integer> entry = state.newest(); entry != null; entry = entry.previous()) {
      newestFirst.add(entry.value());
    }
    return newestFirst;
  }

  private Void increment() {
    UUID writer = UUID.randomUUID();
    for (int done = 0; done < INCREMENTS; ) {
      State<Integer, Integer> before = cells.read("a");
      long version = before == null ? 0 : before.version();
      int value = version == 0 ? 1 : before.value() + 1;
      try {
        CommitId id = new CommitId(writer, done + 1, System.currentTimeMillis());
        cells.commit("a", id, version, value, value);
        done++;
      } catch (ConcurrentModificationException e) {
        Thread.onSpinWait();
      }
    }
    return null;
  }

  private static void inParallel(Callable<Void> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Callable<Void>> all = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      all.add(work);
    }
    for (Future<Void> result : threads.invokeAll(all)) {
      result.get();
    }
    threads.shutdown();
  }
}
