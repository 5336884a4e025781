package dev.holdfast.tck.mutants.durable;

import static dev.holdfast.tck.mutants.durable.TableMutant.log;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.tck.SharedBackend;
import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            "forgets who owns the table",
            commits(
                commit ->
                    commit.mutations().get(0) instanceof Mutation.PutHead put
                        ? ownerless(commit, put)
                        : commit),
            "DUR-41"),
        log(
            "drops the log that it folds before the base is whole",
            StorageMutants::dropping,
            "DUR-33"),
        log("ignores the case of names", StorageMutants::inLowerCase, "DUR-03"),
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

  private static Commit with(Commit commit, Stream<Mutation> mutations) {
    return new Commit(commit.id(), commit.preconditions(), mutations.toList(), commit.durability());
  }

  /** The second byte of a table's head tells whether there is an owner. */
  private static Commit ownerless(Commit commit, Mutation.PutHead put) {
    byte[] head = put.value().toArray();
    head[1] = (byte) (head[1] & ~1);
    Mutation first = new Mutation.PutHead(put.version(), Bytes.wrap(head));
    return with(commit, Stream.concat(Stream.of(first), commit.mutations().stream().skip(1)));
  }

  private static Backend dropping(Backend backend) {
    AtomicReference<LogRef> written = new AtomicReference<>(new LogRef("none"));
    return commits(
            commit -> {
              if (!(commit.mutations().get(0) instanceof Mutation.Append append)) {
                return commit;
              }
              if (append.log().name().startsWith("wal-")) {
                written.set(append.log());
                return commit;
              }
              Mutation drop = new Mutation.DropLog(written.get());
              return with(commit, Stream.concat(commit.mutations().stream(), Stream.of(drop)));
            })
        .apply(backend);
  }

  private static Backend inLowerCase(Backend backend) {
    return new SharedBackend(backend) {
      @Override
      public HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
        return super.head(lower(cell), unless, deadline);
      }

      @Override
      public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
        return super.read(
            requests.stream().map(read -> new CellRead(lower(read.cell()), read.parts())).toList(),
            deadline);
      }

      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        return super.commit(lower(cell), commit, deadline);
      }
    };
  }

  private static CellRef lower(CellRef cell) {
    return cell.collection().cell(cell.id().toLowerCase(Locale.ROOT));
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
