package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Commits: all mutations in order, or none. */
public abstract class CommitSuite extends CellSuite {

  /** For subclasses. */
  protected CommitSuite() {}

  @Test
  @Clause("CELL-COMMIT-01")
  void aRefusedMutation_takesAllOthersWithIt() {
    cell().commit(put(5, "five"), append(5, 0, "entry"), putRow(SORTED, "old", "row"));

    conflict(
        ErrorCode.VERSION_CONFLICT,
        cell(),
        () ->
            cell()
                .commit(
                    append("new entry"),
                    putRow(SORTED, "new", "row"),
                    deleteRow(SORTED, "old"),
                    putRow(UNSORTED, "new", "row"),
                    put(5, "stale")));
    conflict(
        ErrorCode.OFFSET_CONFLICT,
        cell(),
        () -> cell().commit(put(6, "six"), putRow(SORTED, "new", "row"), append(5, 0, "other")));
    conflict(
        ErrorCode.OFFSET_CONFLICT,
        cell(),
        () -> cell().commit(new Mutation.DeleteCell(), append(5, 0, "below the floor")));
  }

  @Test
  @Clause("CELL-COMMIT-01")
  void aRefusedCommitToANewCell_leavesNoCell() {
    conflict(
        ErrorCode.VERSION_CONFLICT,
        cell(),
        () -> cell().commit(append("entry"), put(2, "two"), put(1, "one")));

    CellAnswer answer = cell().read(Part.HeadPart.ANY);
    assertThat(answer.sequence()).isZero();
    assertThat(answer.updatedAt()).isNull();
  }

  @Test
  @Clause("CELL-COMMIT-02")
  void mutations_takeEffectInOrder() {
    CommitResult result =
        cell()
            .commit(
                put(1, "one"),
                put(2, "two"),
                append(3, 0, "first"),
                append("second"),
                new Mutation.TrimThrough(LOG, at(3, 0)),
                putRow(SORTED, "key", "first"),
                putRow(SORTED, "key", "second"),
                deleteRow(SORTED, "absent"));

    assertThat(requireNonNull(cell().head()).value()).isEqualTo(bytes("two"));
    assertThat(result.offsets()).containsExactly(at(3, 0), at(4, 0));
    assertThat(cell().texts(LOG)).containsExactly("second");
    assertThat(requireNonNull(cell().row(SORTED, bytes("key"))).value()).isEqualTo(bytes("second"));

    cell().commit(deleteRow(SORTED, "key"), putRow(SORTED, "key", "third"));
    assertThat(requireNonNull(cell().row(SORTED, bytes("key"))).value()).isEqualTo(bytes("third"));

    cell().commit(new Mutation.DeleteCell(), put(3, "three"));
    assertThat(requireNonNull(cell().head()).value()).isEqualTo(bytes("three"));
    assertThat(cell().stats(LOG).present()).isFalse();
    assertThat(cell().stats(SORTED).present()).isFalse();
  }

  @Test
  @Clause({"CELL-COMMIT-03", "CELL-READ-04"})
  void everyChange_raisesTheSequenceByOne() {
    Mutation[] changes = {
      put(1, "one"),
      append("entry"),
      putRow(UNSORTED, "key", "row"),
      deleteRow(UNSORTED, "key"),
      new Mutation.TrimToLatest(LOG, 0),
      new Mutation.DropLog(LOG),
      new Mutation.DropMap(UNSORTED),
      new Mutation.DeleteHead(),
      put(2, "two"),
      new Mutation.DeleteCell(),
      put(3, "three")
    };
    for (int i = 0; i < changes.length; i++) {
      clock().advance(Duration.ofMillis(1));
      CommitResult result = cell().commit(changes[i]);
      CellAnswer answer = cell().read(Part.HeadPart.ANY);
      assertThat(result.sequence()).as("after %s", changes[i]).isEqualTo(i + 1);
      assertThat(answer.sequence()).isEqualTo(i + 1);
      assertThat(answer.updatedAt()).isEqualTo(result.at()).isEqualTo(clock().instant());
    }
    assertThat(cell().version()).isEqualTo(3);
  }

  @Test
  @Clause("CELL-COMMIT-04")
  void aCommitThatChangesNothing_leavesTheCellAsItWas() {
    CommitResult last =
        cell().commit(put(1, "one"), append(1, 0, "entry"), putRow(SORTED, "key", "row"));
    clock().advance(Duration.ofSeconds(1));

    unchanged(
        cell(),
        () -> {
          CommitResult nothing =
              cell()
                  .commit(
                      put(1, "one"),
                      append(1, 0, "entry"),
                      deleteRow(SORTED, "absent"),
                      new Mutation.TrimToLatest(LOG, 1),
                      new Mutation.DropMap(UNSORTED));
          assertThat(nothing.sequence()).isEqualTo(last.sequence());
          assertThat(nothing.at()).isEqualTo(last.at());
          assertThat(nothing.head()).isEqualTo(last.head());
        });
  }

  @Test
  @Clause("CELL-COMMIT-04")
  void aCommitThatChangesNothing_makesNoCell() {
    unchanged(
        cell(),
        () -> {
          CommitResult nothing =
              cell().commit(new Mutation.DeleteHead(), deleteRow(SORTED, "absent"));
          assertThat(nothing.sequence()).isZero();
          assertThat(nothing.head()).isNull();
        });
  }

  @Test
  @Clause("CELL-COMMIT-05")
  void theResult_tellsTheOffsetOfEachAppend() {
    cell().commit(append(2, 5, "there"));

    CommitResult result =
        cell().commit(append("next"), append(2, 5, "there"), append(9, 1, "far"), append("next"));

    assertThat(result.offsets()).containsExactly(at(3, 0), at(2, 5), at(9, 1), at(10, 0));
    assertThat(cell().offsets(LOG)).containsExactly(at(2, 5), at(3, 0), at(9, 1), at(10, 0));
  }

  @Test
  @Clause("CELL-COMMIT-06")
  void theResult_tellsTheHeadAfterwards() {
    assertThat(cell().commit(append("no head")).head()).isNull();

    CommitResult put = cell().commit(put(4, "four"));
    assertThat(requireNonNull(put.head()).version()).isEqualTo(4);
    assertThat(cell().commit(append("entry")).head()).isEqualTo(put.head());
    assertThat(cell().commit(new Mutation.DeleteHead()).head()).isNull();
  }

  @Test
  @Clause("CELL-COMMIT-07")
  void aCommit_changesNoOtherCell() {
    Cell other = cell("other");
    other.commit(put(1, "one"), append("entry"), putRow(SORTED, "key", "row"));

    unchanged(
        other,
        () -> {
          cell().commit(put(9, "nine"), append(9, 0, "entry"), putRow(SORTED, "key", "other"));
          cell().commit(new Mutation.DeleteCell());
        });
  }
}
