package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deletion of cells: what goes, and what stays behind to protect those who come after. */
public abstract class TombstoneSuite extends CellSuite {

  private static final LogRef OTHER = new LogRef("other");

  /** For subclasses. */
  protected TombstoneSuite() {}

  @Test
  @Clause({"CELL-TOMB-01", "CELL-READ-04"})
  void aDeletedCell_holdsNothing() {
    fillAndDelete();

    CellAnswer answer =
        cell()
            .read(
                Part.HeadPart.ANY,
                new Part.LogStatsPart(LOG),
                Part.LogPart.after(LOG, Offset.ORIGIN, 8, limits().maxReadBytes()),
                new Part.MapStatsPart(SORTED));
    assertThat(answer.version()).isEqualTo(5);
    assertThat(answer.sequence()).isEqualTo(2);
    assertThat(answer.answers())
        .containsExactly(HeadAnswer.ABSENT, LogStats.ABSENT, LogAnswer.ABSENT, MapStats.ABSENT);
    assertThat(ids(ListQuery.all(collection(), 8))).isEmpty();
    assertThat(backend().usage(collection(), soon()).cells()).isZero();
  }

  @Test
  @Clause({"CELL-TOMB-01", "CELL-COMMIT-02"})
  void aCellDeletedTwiceInOneCommit_isListedOnceItComesBack() {
    cell().commit(Commit.of(append(1, 0, "entry")));
    cell().commit(Commit.of(new Mutation.DeleteCell(), put(2, "two"), new Mutation.DeleteCell()));
    assertThat(ids(ListQuery.all(collection(), 8))).isEmpty();

    cell().commit(Commit.of(new Mutation.AppendNext(OTHER, bytes("new"))));
    assertThat(ids(ListQuery.all(collection(), 8))).containsExactly(cell().ref().id());
  }

  @Test
  @Clause("CELL-TOMB-02")
  void aReCreatedCell_continuesAboveItsVersions() {
    fillAndDelete();

    for (long version : new long[] {1, 4, 5}) {
      var conflict =
          conflict(ErrorCode.VERSION_CONFLICT, cell(), () -> cell().commit(put(version, "five")));
      assertThat(conflict.actual()).isEqualTo("5");
    }
    cell().commit(Commit.of(put(6, "six")).when(new Precondition.HeadAbsent()));
    assertThat(cell().version()).isEqualTo(6);
  }

  @Test
  @Clause("CELL-TOMB-03")
  void aReCreatedLog_continuesAboveItsOffsets() {
    fillAndDelete();

    conflict(ErrorCode.OFFSET_CONFLICT, cell(), () -> cell().commit(append(3, 1, "entry")));
    conflict(ErrorCode.OFFSET_CONFLICT, cell(), () -> cell().commit(append(2, 0, "entry")));
    cell()
        .commit(
            Commit.of(append("new"), new Mutation.AppendNext(OTHER, bytes("new")))
                .when(new Precondition.LogLast(LOG, at(3, 1)))
                .when(new Precondition.LogLast(OTHER, at(1, 0))));
    assertThat(cell().offsets(LOG)).containsExactly(at(4, 0));
    assertThat(cell().offsets(OTHER)).containsExactly(at(2, 0));
    LogStats stats = cell().stats(LOG);
    assertThat(stats.trimmedThrough()).isEqualTo(at(3, 1));
    assertThat(stats.count()).isEqualTo(1);
    assertThat(stats.last()).isEqualTo(at(4, 0));
  }

  @Test
  @Clause("CELL-TOMB-03")
  void floors_surviveASecondDeletion() {
    fillAndDelete();
    cell().commit(append("only this log comes back"));
    cell().commit(new Mutation.DeleteCell());

    assertThat(cell().commit(append("third life")).offsets()).containsExactly(at(5, 0));
    assertThat(cell().commit(new Mutation.AppendNext(OTHER, bytes("second life"))).offsets())
        .containsExactly(at(2, 0));
    conflict(ErrorCode.VERSION_CONFLICT, cell(), () -> cell().commit(put(5, "five")));
  }

  @Test
  @Clause({"CELL-TOMB-03", "CELL-DROP-02"})
  void aLogDroppedAfterItsReCreation_startsAtTheOrigin() {
    fillAndDelete();
    cell().commit(append("second life"));
    cell().commit(new Mutation.DropLog(LOG));

    assertThat(cell().commit(append("third life")).offsets()).containsExactly(at(1, 0));
    assertThat(cell().stats(LOG).trimmedThrough()).isEqualTo(Offset.ORIGIN);
  }

  @Test
  @Clause("CELL-TOMB-04")
  void aReCreatedCell_continuesItsSequence() {
    fillAndDelete();

    long sequence = cell().commit(putRow(SORTED, "key", "row")).sequence();
    assertThat(sequence).isEqualTo(3);
    conflict(
        ErrorCode.ROW_CONFLICT,
        cell(),
        () ->
            cell()
                .commit(
                    Commit.of(put(9, "nine"))
                        .when(new Precondition.RowVersion(SORTED, bytes("key"), 1))));
  }

  @Test
  @Clause("CELL-TOMB-05")
  void floors_areKeptForTheirTime() {
    fillAndDelete();
    clock().advance(limits().tombstoneRetention().minus(Duration.ofMillis(1)));
    // Other deletions may set off whatever sweeps.
    CollectionRef elsewhere = new CollectionRef(namespace(), "elsewhere");
    for (int i = 0; i < 20; i++) {
      Cell other = new Cell(backend(), elsewhere.cell("cell " + i));
      other.commit(put(1, "one"));
      other.commit(new Mutation.DeleteCell());
    }

    assertThat(cell().version()).isEqualTo(5);
    conflict(ErrorCode.VERSION_CONFLICT, cell(), () -> cell().commit(put(5, "five")));
    assertThat(cell().commit(append("new")).offsets()).containsExactly(at(4, 0));
  }

  @Test
  @Clause("CELL-TOMB-06")
  void deletingACellThatHoldsNothing_changesNothing() {
    unchanged(cell("never"), () -> cell("never").commit(new Mutation.DeleteCell()));
    fillAndDelete();
    clock().advance(Duration.ofSeconds(1));
    unchanged(cell(), () -> cell().commit(new Mutation.DeleteCell()));
  }

  @Test
  @Clause("CELL-TOMB-07")
  void whatIsReCreated_isAnotherIncarnation() {
    cell().commit(append("entry"), putRow(SORTED, "key", "row"));
    long log = cell().stats(LOG).incarnation();
    long map = cell().stats(SORTED).incarnation();
    cell().commit(new Mutation.DeleteCell());
    cell().commit(append("entry"), putRow(SORTED, "key", "row"));

    assertThat(List.of(log, map))
        .doesNotContain(cell().stats(LOG).incarnation(), cell().stats(SORTED).incarnation());
    assertThat(cell().texts(LOG)).containsExactly("entry");
    assertThat(cell().stats(SORTED).rows()).isEqualTo(1);
  }

  private void fillAndDelete() {
    cell()
        .commit(
            put(5, "five"),
            append(2, 0, "entry"),
            append(3, 1, "entry"),
            new Mutation.AppendNext(OTHER, bytes("entry")),
            putRow(SORTED, "key", "row"),
            putRow(UNSORTED, "key", "row"));
    assertThat(cell().commit(new Mutation.DeleteCell()).head()).isNull();
  }
}
