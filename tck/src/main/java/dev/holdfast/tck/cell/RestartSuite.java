package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Durability;
import dev.holdfast.tck.Clause;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine is killed and started again in mid-run, under instances that stay open. */
public abstract class RestartSuite extends CellSuite {

  private @Nullable Runnable restart;
  private @Nullable Backend open;

  /** For subclasses. */
  protected RestartSuite() {}

  @BeforeEach
  void askForRestart() {
    restart = session().target().restart().orElse(null);
    onlyIf(restart != null, "the target does not restart its engine: onRestart()");
    onlyIf(
        backend().info().capabilities().durability() != Durability.APPLIED,
        "the backend declares no durability: what it acknowledged may be gone");
    open = session().target().open(clock());
  }

  @AfterEach
  void closeOwn() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  @Clause({"CELL-RESTART-01", "CELL-FAULT-04"})
  void whatWasAcknowledged_isThereAfterARestart() {
    Cell cell = throughOwn(cell());
    fill(cell, 5);
    cell.commit(put(7, "seven"), putRow(SORTED, "key", "row"), putRow(UNSORTED, "key", "row"));
    Commit once = Commit.of(append("once")).withId(newId());
    CommitResult first = cell.commit(once);
    CellAnswer before = state(cell);
    restart();

    CommitId probe = newId();
    new Workload(throughOwn(cell("probe")), clock())
        .settle(Commit.of(append("probe")).withId(probe));
    assertThat(state(cell)).isEqualTo(before);
    assertThat(cell.commit(once)).isEqualTo(first.asRepeated());
  }

  @Test
  @Clause({"CELL-RESTART-02", "CELL-FAULT-02"})
  void restartsUnderLoad_loseAndRepeatNothing() throws Exception {
    Cell cell = throughOwn(cell());
    Workload load = new Workload(cell, clock());
    int restarts = isLong() ? 10 : 2;
    List<String> acknowledged =
        load.during(
            () -> {
              for (int i = 0; i < restarts; i++) {
                restart();
                load.awaitMore();
              }
            });
    assertThat(Workload.history(cell)).containsExactlyInAnyOrderElementsOf(acknowledged);
  }

  private void restart() {
    if (restart != null) {
      restart.run();
    }
  }

  private Cell throughOwn(Cell cell) {
    return open == null ? cell : cell.through(open);
  }
}
