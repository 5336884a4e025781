package dev.holdfast.tck.mutants;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.List;

/** Heads and values gone wrong. */
final class HeadMutants {

  private HeadMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "dates a head by the cell's last commit",
            Flaws.answers(
                (state, part, answer) ->
                    answer instanceof HeadAnswer.Present present
                        ? dated(present.head(), requireNonNull(state.record.updatedAt()))
                        : answer),
            "CELL-HEAD-01"),
        new Mutant(
            "lets the last writer of a version win",
            Flaws.sessions(HeadMutants::versionJustBelow),
            "CELL-HEAD-02"),
        new Mutant(
            "refuses the head that is there already",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public Bytes headValue() {
                        return Bytes.utf8("never the same");
                      }
                    }),
            "CELL-HEAD-03"),
        new Mutant(
            "writes the same head again, with a new tag",
            Flaws.sessions(HeadMutants::writesAgain),
            "CELL-HEAD-03"),
        new Mutant(
            "computes the tag from the version",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putCell(CellRecord cell) {
                        super.putCell(tagged(cell, 31 * cell.version()));
                      }
                    }),
            "CELL-HEAD-04"),
        new Mutant(
            "compares versions alone when asked for a head unless known",
            Flaws.answers(
                (state, part, answer) ->
                    part instanceof Part.HeadPart wanted
                            && wanted.unless() != null
                            && answer instanceof HeadAnswer.Present present
                            && present.head().revision().version() == wanted.unless().version()
                        ? new HeadAnswer.Unchanged(present.head().revision())
                        : answer),
            "CELL-HEAD-05"),
        new Mutant(
            "answers an empty head where there is none",
            Flaws.answers(
                (state, part, answer) ->
                    answer instanceof HeadAnswer.Absent
                        ? new HeadAnswer.Present(
                            new Head(new Revision(1, 0), Bytes.EMPTY, Instant.EPOCH))
                        : answer),
            "CELL-HEAD-06"),
        new Mutant(
            "dates a cell that was never written to 1970",
            Flaws.cellAnswers(
                (state, answer) ->
                    new CellAnswer(
                        answer.version(),
                        answer.sequence(),
                        answer.updatedAt() == null ? Instant.EPOCH : answer.updatedAt(),
                        answer.answers())),
            "CELL-HEAD-06"),
        new Mutant(
            "deletes the cell with its head",
            Flaws.mutations(
                (before, mutation) ->
                    mutation instanceof Mutation.DeleteHead ? new Mutation.DeleteCell() : mutation),
            "CELL-HEAD-07"),
        new Mutant(
            "forgets the version of a deleted head",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putCell(CellRecord cell) {
                        super.putCell(cell.hasHead() ? cell : atVersion(cell, 0));
                      }
                    }),
            "CELL-HEAD-08"),
        new Mutant(
            "keeps versions as floating point",
            Flaws.mutations(
                (before, mutation) ->
                    mutation instanceof Mutation.PutHead put
                        ? new Mutation.PutHead((long) (double) put.version(), put.value())
                        : mutation),
            "CELL-HEAD-09"),
        new Mutant(
            "keeps values as text",
            Flaws.mutations(
                (before, mutation) -> Rewrite.value(mutation, value -> Bytes.utf8(value.toUtf8()))),
            "CELL-VALUE-01"),
        new Mutant(
            "takes an empty head for none",
            Flaws.answers(
                (state, part, answer) ->
                    answer instanceof HeadAnswer.Present present && present.head().value().isEmpty()
                        ? HeadAnswer.ABSENT
                        : answer),
            "CELL-VALUE-02"),
        new Mutant(
            "takes an empty row for none",
            Flaws.answers(
                RowsAnswer.class,
                answer ->
                    answer.present()
                        ? RowsAnswer.of(
                            answer.rows().values().stream()
                                .filter(row -> !row.value().isEmpty())
                                .toList())
                        : answer),
            "CELL-VALUE-02"),
        new Mutant(
            "cuts the longest values",
            Flaws.mutations(
                (before, mutation) ->
                    Rewrite.value(
                        mutation,
                        value -> value.length() < 16_384 ? value : value.slice(0, 16_383))),
            "CELL-VALUE-03"));
  }

  private static HeadAnswer dated(Head head, Instant at) {
    return new HeadAnswer.Present(new Head(head.revision(), head.value(), at));
  }

  private static CellRecord atVersion(CellRecord cell, long version) {
    return new CellRecord(
        version, cell.tag(), cell.headAt(), cell.sequence(), cell.updatedAt(), cell.incarnations());
  }

  private static CellRecord tagged(CellRecord cell, long tag) {
    return new CellRecord(
        cell.version(), tag, cell.headAt(), cell.sequence(), cell.updatedAt(), cell.incarnations());
  }

  private static PlainSession versionJustBelow(PlainCell state, Commit commit) {
    return new PlainSession(state) {
      @Override
      public CellRecord cell() {
        CellRecord cell = super.cell();
        boolean putsItAgain =
            cell.hasHead()
                && commit.mutations().stream()
                    .anyMatch(
                        m -> m instanceof Mutation.PutHead p && p.version() == cell.version());
        return putsItAgain ? atVersion(cell, cell.version() - 1) : cell;
      }
    };
  }

  private static PlainSession writesAgain(PlainCell state, Commit commit) {
    Head head = state.head();
    return head != null
            && commit
                .mutations()
                .contains(new Mutation.PutHead(head.revision().version(), head.value()))
        ? versionJustBelow(state, commit)
        : new PlainSession(state);
  }
}
