package dev.holdfast.tck.mutants.durable;

import static dev.holdfast.tck.mutants.durable.TableMutant.log;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Precondition;
import dev.holdfast.tck.SharedBackend;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tables that ask their storage for too little. */
final class StorageMutants {

  private StorageMutants() {}

  static List<TableMutant> all() {
    return List.of(
        log(
            "writes without looking who owns the table",
            commits(
                commit ->
                    new Commit(
                        commit.id(),
                        commit.preconditions().stream()
                            .filter(Precondition.HeadAbsent.class::isInstance)
                            .toList(),
                        commit.mutations(),
                        commit.durability())),
            "DUR-40"),
        log(
            "writes behind a group that was never finished",
            commits(
                commit ->
                    commit.mutations().get(0) instanceof Mutation.TruncateAfter cut
                        ? Commit.of(new Mutation.TrimToLatest(cut.log(), Long.MAX_VALUE))
                        : commit),
            "DUR-42"),
        log(
            "repeats a change whose reply was lost under another id",
            commits(
                commit ->
                    new Commit(
                        null, commit.preconditions(), commit.mutations(), commit.durability())),
            "DUR-44"),
        log(
            "drops a table and leaves its content",
            commits(
                commit ->
                    commit.mutations().get(0) instanceof Mutation.DeleteCell
                        ? new Commit(
                            commit.id(),
                            commit.preconditions(),
                            List.of(new Mutation.TrimToLatest(new LogRef("none"), 1)),
                            commit.durability())
                        : commit),
            "DUR-17"));
  }

  private static UnaryOperator<Backend> commits(UnaryOperator<Commit> change) {
    return backend ->
        new SharedBackend(backend) {
          @Override
          public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
            return super.commit(
                cell,
                cell.collection().name().startsWith("durable:") ? change.apply(commit) : commit,
                deadline);
          }
        };
  }
}
