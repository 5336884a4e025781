package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ConflictException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Reach;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.Together;
import dev.holdfast.value.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes over one storage. */
public abstract class ProcessSuite extends CellSuite {

  private static final String COUNTER = "counter";
  private static final String QUEUE = "queue";

  /** For subclasses. */
  protected ProcessSuite() {}

  @Test
  @Clause({"CELL-TWO-01", "CELL-CONC-01", "CELL-CONC-02", "CELL-CONC-03"})
  void twoProcesses_loseNothingAndSeeOneOrder(@TempDir Path folder) throws Exception {
    onlyIf(
        backend().info().capabilities().reach() == Reach.MANY_PROCESSES,
        "the backend reaches one process");
    onlyIf(
        !session().target().keys().isEmpty(),
        "the target does not say how another process opens its storage: fromProcesses()");
    int each = isLong() ? 500 : 40;
    Path output = folder.resolve("output");
    Process other =
        OtherProcess.start(
            session().target().keys(), collection(), clock().instant(), each, output);
    try {
      List<Callable<List<String>>> tasks =
          List.of(
              () -> {
                awaitOther(other);
                work(backend(), collection(), "this process", each);
                return List.of();
              },
              () -> tail(cell(QUEUE).through(secondBackend()), 2 * each, other));
      List<String> seen = Together.run(tasks).get(1);
      assertThat(other.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(other.exitValue())
          .as("the other process, which said: %s", Files.readString(output))
          .isZero();
      assertThat(cell(COUNTER).version()).isEqualTo(2L * each);
      assertThat(cell(QUEUE).texts(LOG)).isEqualTo(seen).doesNotHaveDuplicates();
    } finally {
      other.destroyForcibly();
    }
  }

  /** Increments a counter and appends to a log, in turns. */
  static void work(Backend backend, CollectionRef cells, String who, int times) {
    Cell counter = new Cell(backend, cells.cell(COUNTER));
    Cell queue = new Cell(backend, cells.cell(QUEUE));
    for (int i = 0; i < times; i++) {
      queue.commit(new Mutation.AppendNext(LOG, Bytes.utf8("entry " + i + " of " + who)));
      while (!increments(counter)) {
        Thread.onSpinWait();
      }
    }
  }

  private static boolean increments(Cell cell) {
    Head head = cell.head();
    Commit commit = Commit.of(put(head == null ? 1 : head.revision().version() + 1, "count"));
    try {
      cell.commit(
          head == null
              ? commit.when(new Precondition.HeadAbsent())
              : commit.when(new Precondition.HeadRevision(head.revision())));
      return true;
    } catch (ConflictException anotherWasFirst) {
      return false;
    }
  }

  /** Waits for the other process to begin, so that both work at the same time. */
  private void awaitOther(Process other) {
    while (other.isAlive() && !cell(QUEUE).stats(LOG).present()) {
      Thread.onSpinWait();
    }
  }

  /** Follows the log until it has seen all entries, or the other process has failed. */
  private static List<String> tail(Cell cell, int total, Process other) {
    List<String> seen = new ArrayList<>();
    Offset last = Offset.ORIGIN;
    while (seen.size() < total && (other.isAlive() || other.exitValue() == 0)) {
      for (LogEntry entry : cell.log(LOG, last).entries()) {
        assertThat(entry.offset()).as("the next entry").isEqualTo(at(last.major() + 1, 0));
        seen.add(entry.value().toUtf8());
        last = entry.offset();
      }
    }
    return seen;
  }
}
