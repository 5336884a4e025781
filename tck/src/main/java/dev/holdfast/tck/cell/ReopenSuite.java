package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Row;
import dev.holdfast.tck.Clause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closing all instances and opening the storage again. */
public abstract class ReopenSuite extends CellSuite {

  private static final LogRef GONE = new LogRef("gone");

  /** For subclasses. */
  protected ReopenSuite() {}

  @Test
  @Clause("CELL-OPEN-01")
  void everythingAcknowledged_isThereAgain() {
    onlyIfRestartable();
    fill(cell(), 12);
    cell()
        .commit(
            put(7, "seven"), new Mutation.TrimThrough(LOG, at(2, 0)), putRow(SORTED, "key", "row"));
    cell("log alone").commit(append(5, 5, ""));
    cell("headless").commit(put(3, "three"), putRow(UNSORTED, "key", "row"));
    cell("headless").commit(new Mutation.DeleteHead());
    List<CellSummary> listed = list(all());
    List<CellAnswer> before = states();
    List<LogEntry> entries = cell().entries(LOG);
    List<Row> rows = cell().rows(SORTED);

    for (int i = 0; i < 2; i++) {
      session().reopen();
      assertThat(states()).isEqualTo(before);
      assertThat(cell().entries(LOG)).isEqualTo(entries);
      assertThat(cell().rows(SORTED)).isEqualTo(rows);
      assertThat(list(all())).isEqualTo(listed);
    }
    long sequence = before.get(0).sequence();
    assertThat(cell().commit(put(8, "eight"), append("next")).sequence()).isEqualTo(sequence + 1);
    assertThat(cell().stats(LOG).last()).isEqualTo(at(13, 0));
  }

  @Test
  @Clause({"CELL-OPEN-01", "CELL-CAP-02"})
  void everyLevelAboveApplied_survivesAnOrderlyClose() {
    onlyIfRestartable();
    Durability strongest = backend().info().capabilities().durability();
    for (Durability durability : Durability.values()) {
      if (durability.compareTo(strongest) <= 0) {
        cell(durability.name()).commit(Commit.of(put(1, "one")).at(durability));
      }
    }
    session().reopen();
    for (Durability durability : Durability.values()) {
      if (durability != Durability.APPLIED && durability.compareTo(strongest) <= 0) {
        assertThat(cell(durability.name()).version()).as("%s", durability).isEqualTo(1);
      }
    }
  }

  @Test
  @Clause({"CELL-OPEN-02", "CELL-TOMB-05", "CELL-ONCE-04"})
  void whatIsRemembered_isRememberedStill() {
    onlyIfRestartable();
    Commit once = Commit.of(append("once"), append(8, 0, "far")).withId(newId());
    CommitResult first = cell().commit(once);
    cell().commit(put(7, "seven"));
    cell().commit(new Mutation.DeleteHead());
    cell("deleted").commit(put(5, "five"), append(5, 0, "five"), putRow(SORTED, "key", "row"));
    cell("deleted").commit(new Mutation.DeleteCell());
    cell("dropped").commit(new Mutation.AppendNext(GONE, bytes("gone")));
    long incarnation = cell("dropped").stats(GONE).incarnation();
    cell("dropped").commit(new Mutation.DropLog(GONE));

    session().reopen();

    assertThat(cell().commit(once)).isEqualTo(first.asRepeated());
    conflict(ErrorCode.VERSION_CONFLICT, cell(), () -> cell().commit(put(7, "seven")));
    assertThat(cell("deleted").version()).isEqualTo(5);
    conflict(
        ErrorCode.VERSION_CONFLICT, cell("deleted"), () -> cell("deleted").commit(put(5, "five")));
    CommitResult again = cell("deleted").commit(append("six"), putRow(SORTED, "key", "row"));
    assertThat(again.offsets()).containsExactly(at(6, 0));
    assertThat(again.sequence()).isEqualTo(3);
    assertThat(requireNonNull(cell("deleted").row(SORTED, bytes("key"))).version()).isEqualTo(3);
    cell("dropped").commit(new Mutation.AppendNext(GONE, bytes("back")));
    assertThat(cell("dropped").offsets(GONE)).containsExactly(at(1, 0));
    assertThat(cell("dropped").stats(GONE).incarnation()).isNotEqualTo(incarnation);
  }

  @Test
  @Clause("CELL-OPEN-01")
  void manyReopens_loseNothing() {
    onlyIfRestartable();
    int times = isLong() ? 50 : 6;
    for (int i = 1; i <= times; i++) {
      cell().commit(put(i, "value " + i), append("entry " + i));
      session().reopen();
      assertThat(cell().version()).isEqualTo(i);
      assertThat(cell().stats(LOG).count()).isEqualTo(i);
    }
    assertThat(cell().texts(LOG)).hasSize(times).startsWith("entry 1").endsWith("entry " + times);
  }

  private List<CellAnswer> states() {
    List<CellAnswer> states = new ArrayList<>();
    for (String id : List.of("cell", "log alone", "headless")) {
      states.add(state(cell(id)));
    }
    return states;
  }

  private ListQuery all() {
    return ListQuery.all(collection(), 8);
  }

  private void onlyIfRestartable() {
    onlyIf(
        session().target().isRestartable(),
        "the target is not restartable(): its storage ends with its last instance");
  }
}
