package dev.holdfast.tck.mutants;

import dev.holdfast.error.ConflictException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Commits and preconditions gone wrong. */
final class CommitMutants {

  private CommitMutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>(commits());
    all.addAll(preconditions());
    return all;
  }

  private static List<Mutant> commits() {
    return List.of(
        new Mutant(
            "leaves the first mutation of a refused commit",
            CommitMutants::halfApplied,
            "CELL-COMMIT-01"),
        new Mutant(
            "deletes rows last",
            Flaws.commits((before, commit) -> deletionsLast(commit)),
            "CELL-COMMIT-02"),
        new Mutant(
            "counts each commit twice",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putCell(CellRecord cell) {
                        boolean counts = cell.sequence() != state.record.sequence();
                        super.putCell(counts ? numbered(cell, state.record.sequence() + 2) : cell);
                      }
                    }),
            "CELL-COMMIT-03"),
        new Mutant(
            "counts commits that change nothing", CommitMutants::countsAll, "CELL-COMMIT-04"),
        new Mutant(
            "tells the offsets in reverse",
            Flaws.results(
                (commit, result) -> {
                  List<Offset> reversed = new ArrayList<>(result.offsets());
                  Collections.reverse(reversed);
                  return with(result, reversed);
                }),
            "CELL-COMMIT-05"),
        new Mutant(
            "tells the head of a commit only if it wrote it",
            Flaws.results(
                (commit, result) ->
                    commit.mutations().stream().anyMatch(Mutation.PutHead.class::isInstance)
                        ? result
                        : new CommitResult(
                            null,
                            result.sequence(),
                            result.at(),
                            result.offsets(),
                            result.trimComplete(),
                            result.repeated())),
            "CELL-COMMIT-06"),
        new Mutant(
            "deletes the whole collection with a cell",
            CommitMutants::deletesTheCollection,
            "CELL-COMMIT-07"));
  }

  private static List<Mutant> preconditions() {
    return List.of(
        ignoring(Precondition.HeadAbsent.class, "CELL-PRE-01"),
        ignoring(Precondition.HeadPresent.class, "CELL-PRE-02"),
        ignoring(Precondition.HeadVersion.class, "CELL-PRE-03"),
        ignoring(Precondition.HeadRevision.class, "CELL-PRE-04"),
        new Mutant(
            "compares the version of a revision alone",
            Flaws.commits((before, commit) -> versionsAlone(commit)),
            "CELL-PRE-04"),
        ignoring(Precondition.LogLast.class, "CELL-PRE-05"),
        ignoring(Precondition.RowAbsent.class, "CELL-PRE-06"),
        ignoring(Precondition.RowVersion.class, "CELL-PRE-07"),
        new Mutant(
            "looks at the first precondition alone",
            Flaws.commits(
                (before, commit) ->
                    Rewrite.preconditions(
                        commit, commit.preconditions().stream().limit(1).toList())),
            "CELL-PRE-08"),
        new Mutant(
            "does not say what it found instead", CommitMutants::saysNothing, "CELL-PRE-09"));
  }

  private static Mutant ignoring(Class<? extends Precondition> kind, String clause) {
    return new Mutant(
        "ignores the precondition " + kind.getSimpleName(),
        Flaws.commits((before, commit) -> Rewrite.without(commit, kind)),
        clause);
  }

  private static PlainBackend halfApplied(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        try {
          return super.commit(cell, commit, deadline);
        } catch (ConflictException e) {
          if (commit.preconditions().isEmpty() && commit.mutations().size() > 1) {
            commit(cell, Commit.of(commit.mutations().get(0)), deadline);
          }
          throw e;
        }
      }
    };
  }

  private static Commit deletionsLast(Commit commit) {
    return Rewrite.mutations(
        commit,
        commit.mutations().stream()
            .sorted(Comparator.comparing(Mutation.DeleteRow.class::isInstance))
            .toList());
  }

  private static PlainBackend countsAll(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected void publish(CellRef ref, PlainCell before, PlainCell after, Commit commit) {
        if (after.record.sequence() == before.record.sequence()) {
          after.record = numbered(after.record, before.record.sequence() + 1);
        }
        super.publish(ref, before, after, commit);
      }
    };
  }

  private static PlainBackend deletesTheCollection(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        CommitResult result = super.commit(cell, commit, deadline);
        if (commit.mutations().contains(new Mutation.DeleteCell())) {
          storage.cells().keySet().stream()
              .filter(ref -> ref.collection().equals(cell.collection()) && !ref.equals(cell))
              .forEach(ref -> super.commit(ref, Commit.of(new Mutation.DeleteCell()), deadline));
        }
        return result;
      }
    };
  }

  private static PlainBackend saysNothing(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        try {
          return super.commit(cell, commit, deadline);
        } catch (ConflictException e) {
          throw new ConflictException(e.code(), "Conflict.", "?", "?");
        }
      }
    };
  }

  private static Commit versionsAlone(Commit commit) {
    return Rewrite.preconditions(
        commit,
        commit.preconditions().stream()
            .map(
                precondition ->
                    precondition instanceof Precondition.HeadRevision expected
                        ? new Precondition.HeadVersion(expected.revision().version())
                        : precondition)
            .toList());
  }

  private static CommitResult with(CommitResult result, List<Offset> offsets) {
    return new CommitResult(
        result.head(),
        result.sequence(),
        result.at(),
        offsets,
        result.trimComplete(),
        result.repeated());
  }

  static CellRecord numbered(CellRecord cell, long sequence) {
    return new CellRecord(
        cell.version(), cell.tag(), cell.headAt(), sequence, cell.updatedAt(), cell.incarnations());
  }
}
