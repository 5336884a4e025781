package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.Retry;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.Together;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Closing: once and for all, with every commit under way in a defined state. */
public abstract class CloseSuite extends CellSuite {

  /** For subclasses. */
  protected CloseSuite() {}

  @Test
  @Clause({"CELL-CLOSE-01", "CELL-CLOSE-02"})
  void aClosedBackend_refusesEverything() {
    cell().commit(put(1, "one"));
    for (Backend closed : List.of(session().open(), session().openUnchecked())) {
      Cell through = cell().through(closed);
      assertThat(through.version()).isEqualTo(1);
      closed.close();
      closed.close();

      List<ThrowingCallable> calls =
          List.of(
              through::head,
              () -> closed.head(cell().ref(), null, soon()),
              () -> through.commit(put(2, "two")),
              () -> closed.list(ListQuery.all(collection(), 8), soon()),
              () -> closed.usage(collection(), soon()),
              () -> closed.watch(WatchScope.of(collection()), new Recorder(cell()), soon()),
              () -> closed.health(soon()));
      calls.forEach(call -> refused(ErrorCode.CLOSED, call));
      assertThat(cell().version()).isEqualTo(1);
      closed.close();
    }
  }

  @Test
  @Clause("CELL-CLOSE-04")
  void commitsUnderWayAtClose_areWholeOrNothing() throws Exception {
    int rounds = isLong() ? 30 : 4;
    for (int round = 0; round < rounds; round++) {
      Backend closing = session().open();
      CountDownLatch underWay = new CountDownLatch(20);
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int writer = 0; writer < 3; writer++) {
        Cell mine = cell("round " + round + " writer " + writer).through(closing);
        tasks.add(() -> commitUntilClosed(mine, underWay));
      }
      tasks.add(
          () -> {
            underWay.await();
            closing.close();
            return 0;
          });
      List<Integer> acknowledged = Together.run(tasks);

      for (int writer = 0; writer < 3; writer++) {
        Cell cell = cell("round " + round + " writer " + writer);
        Head head = cell.head();
        long version = head == null ? 0 : head.revision().version();
        LogStats log = cell.stats(LOG);
        assertThat(version)
            .isBetween((long) acknowledged.get(writer), acknowledged.get(writer) + 1L);
        assertThat(log.count()).isEqualTo(version);
        assertThat(version == 0 || requireNonNull(cell.row(SORTED, bytes("row"))) != null).isTrue();
      }
    }
  }

  private int commitUntilClosed(Cell cell, CountDownLatch underWay) {
    int acknowledged = 0;
    while (true) {
      int next = acknowledged + 1;
      try {
        cell.commit(
            Commit.of(
                    put(next, "value"), append(next, 0, "entry"), putRow(SORTED, "row", "" + next))
                .withId(newId()));
      } catch (HoldfastException closed) {
        assertThat(
                EnumSet.of(Retry.SAFE, Retry.SAME_COMMIT_ONLY).contains(closed.retry())
                    || closed.code() == ErrorCode.CLOSED)
            .as("the failure of a commit during close: %s", closed)
            .isTrue();
        underWay.countDown();
        return acknowledged;
      }
      acknowledged = next;
      underWay.countDown();
    }
  }
}
