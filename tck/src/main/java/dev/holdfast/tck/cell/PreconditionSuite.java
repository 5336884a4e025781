package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.tck.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Preconditions: what must hold for a commit to be applied. */
public abstract class PreconditionSuite extends CellSuite {

  private static final LogRef MARKS = new LogRef("marks");

  /** For subclasses. */
  protected PreconditionSuite() {}

  @Test
  @Clause("CELL-PRE-01")
  void headAbsent_holdsWithoutAHeadAlone() {
    holds(new Precondition.HeadAbsent());
    cell().commit(put(3, "three"));
    ConflictException conflict = fails(ErrorCode.HEAD_EXISTS, new Precondition.HeadAbsent());
    assertThat(conflict.actual()).isEqualTo("3");

    cell().commit(new Mutation.DeleteHead());
    holds(new Precondition.HeadAbsent());
  }

  @Test
  @Clause("CELL-PRE-02")
  void headPresent_holdsWithAHeadAlone() {
    fails(ErrorCode.HEAD_ABSENT, new Precondition.HeadPresent());
    cell().commit(append("a log is no head"));
    fails(ErrorCode.HEAD_ABSENT, new Precondition.HeadPresent());
    cell().commit(put(3, "three"));
    holds(new Precondition.HeadPresent());
    cell().commit(new Mutation.DeleteHead());
    fails(ErrorCode.HEAD_ABSENT, new Precondition.HeadPresent());
  }

  @Test
  @Clause({"CELL-PRE-03", "CELL-PRE-09"})
  void headVersion_holdsAtThatVersionAlone() {
    fails(ErrorCode.HEAD_ABSENT, new Precondition.HeadVersion(3));
    long version = (1L << 53) + 1;
    cell().commit(put(version, "large"));
    holds(new Precondition.HeadVersion(version));
    for (long other : new long[] {version - 1, version + 1, 1, Long.MAX_VALUE}) {
      ConflictException conflict =
          fails(ErrorCode.VERSION_CONFLICT, new Precondition.HeadVersion(other));
      assertThat(conflict.expected()).isEqualTo(Long.toString(other));
      assertThat(conflict.actual()).isEqualTo(Long.toString(version));
    }
    cell().commit(new Mutation.DeleteHead());
    fails(ErrorCode.HEAD_ABSENT, new Precondition.HeadVersion(version));
  }

  @Test
  @Clause("CELL-PRE-04")
  void headRevision_holdsInThatHistoryAlone() {
    fails(ErrorCode.HEAD_ABSENT, new Precondition.HeadRevision(new Revision(3, 0)));
    Revision revision = requireNonNull(cell().commit(put(3, "three")).head());
    holds(new Precondition.HeadRevision(revision));
    for (Revision other :
        List.of(
            new Revision(3, revision.tag() + 1),
            new Revision(3, revision.tag() ^ Long.MIN_VALUE),
            new Revision(2, revision.tag()))) {
      fails(ErrorCode.VERSION_CONFLICT, new Precondition.HeadRevision(other));
    }
  }

  @Test
  @Clause("CELL-PRE-05")
  void logLast_holdsAtThatOffsetAlone() {
    holds(new Precondition.LogLast(LOG, Offset.ORIGIN));
    fails(ErrorCode.OFFSET_CONFLICT, new Precondition.LogLast(LOG, at(1, 0)));
    cell().commit(append(4, 2, "entry"));
    holds(new Precondition.LogLast(LOG, at(4, 2)));
    for (Offset other : List.of(Offset.ORIGIN, at(4, 1), at(4, 3), at(2, 4))) {
      ConflictException conflict =
          fails(ErrorCode.OFFSET_CONFLICT, new Precondition.LogLast(LOG, other));
      assertThat(conflict.actual()).isEqualTo("4_2");
    }
    cell().commit(new Mutation.TrimToLatest(LOG, 0));
    holds(new Precondition.LogLast(LOG, at(4, 2)));
    cell().commit(new Mutation.DropLog(LOG));
    holds(new Precondition.LogLast(LOG, Offset.ORIGIN));
  }

  @Test
  @Clause("CELL-PRE-06")
  void rowAbsent_holdsWithoutThatRowAlone() {
    for (MapRef map : List.of(SORTED, UNSORTED)) {
      holds(new Precondition.RowAbsent(map, bytes("key")));
      cell().commit(putRow(map, "key", ""));
      fails(ErrorCode.ROW_CONFLICT, new Precondition.RowAbsent(map, bytes("key")));
      holds(new Precondition.RowAbsent(map, bytes("KEY")));
      cell().commit(deleteRow(map, "key"));
      holds(new Precondition.RowAbsent(map, bytes("key")));
    }
  }

  @Test
  @Clause("CELL-PRE-07")
  void rowVersion_holdsAtThatVersionAlone() {
    for (MapRef map : List.of(SORTED, UNSORTED)) {
      fails(ErrorCode.ROW_CONFLICT, new Precondition.RowVersion(map, bytes("key"), 1));
      long first = cell().commit(putRow(map, "key", "same")).sequence();
      holds(new Precondition.RowVersion(map, bytes("key"), first));
      long second = cell().commit(putRow(map, "key", "same")).sequence();
      fails(ErrorCode.ROW_CONFLICT, new Precondition.RowVersion(map, bytes("key"), first));
      holds(new Precondition.RowVersion(map, bytes("key"), second));
      cell().commit(deleteRow(map, "key"));
      fails(ErrorCode.ROW_CONFLICT, new Precondition.RowVersion(map, bytes("key"), second));
    }
  }

  @Test
  @Clause("CELL-PRE-08")
  void allPreconditions_haveToHold() {
    cell().commit(put(1, "one"), append(1, 0, "entry"));
    Commit commit =
        Commit.of(put(2, "two"))
            .when(new Precondition.HeadVersion(1))
            .when(new Precondition.LogLast(LOG, at(1, 0)));

    conflict(
        ErrorCode.ROW_CONFLICT,
        cell(),
        () -> cell().commit(commit.when(new Precondition.RowVersion(SORTED, bytes("key"), 1))));
    conflict(
        ErrorCode.HEAD_EXISTS,
        cell(),
        () -> cell().commit(commit.when(new Precondition.HeadAbsent())));
    cell().commit(commit);
    assertThat(cell().version()).isEqualTo(2);
  }

  @Test
  @Clause("CELL-PRE-08")
  void preconditions_areJudgedBeforeAnyMutation() {
    cell()
        .commit(
            Commit.of(put(1, "one"), append(1, 0, "entry"), putRow(SORTED, "key", "row"))
                .when(new Precondition.HeadAbsent())
                .when(new Precondition.LogLast(LOG, Offset.ORIGIN))
                .when(new Precondition.RowAbsent(SORTED, bytes("key"))));

    conflict(
        ErrorCode.VERSION_CONFLICT,
        cell(),
        () -> cell().commit(Commit.of(put(2, "two")).when(new Precondition.HeadVersion(2))));
  }

  private void holds(Precondition precondition) {
    long before = cell().stats(MARKS).count();
    cell().commit(Commit.of(new Mutation.AppendNext(MARKS, bytes("mark"))).when(precondition));
    assertThat(cell().stats(MARKS).count()).isEqualTo(before + 1);
  }

  private ConflictException fails(ErrorCode code, Precondition precondition) {
    long before = cell().stats(MARKS).count();
    ConflictException conflict =
        conflict(
            code,
            cell(),
            () ->
                cell()
                    .commit(
                        Commit.of(new Mutation.AppendNext(MARKS, bytes("mark")))
                            .when(precondition)));
    assertThat(cell().stats(MARKS).count()).isEqualTo(before);
    return conflict;
  }
}
