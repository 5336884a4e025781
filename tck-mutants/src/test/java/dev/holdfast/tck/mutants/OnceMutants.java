package dev.holdfast.tck.mutants;

import dev.holdfast.error.ConflictException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Repeated commits gone wrong. */
final class OnceMutants {

  private static final int REMEMBERED = 8;

  private OnceMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "applies a repeated commit again",
            Flaws.commits((before, commit) -> Rewrite.withoutId(commit)),
            "CELL-ONCE-01"),
        new Mutant(
            "does not say that a commit is repeated",
            Flaws.results(
                (commit, result) ->
                    new CommitResult(
                        result.head(),
                        result.sequence(),
                        result.at(),
                        result.offsets(),
                        result.trimComplete(),
                        false)),
            "CELL-ONCE-01"),
        new Mutant(
            "applies a commit that its writer has overtaken",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public @Nullable WriterRecord writer(UUID writer) {
                        WriterRecord known = super.writer(writer);
                        CommitId id = commit.id();
                        return known == null || id == null || known.sequence() != id.sequence()
                            ? null
                            : known;
                      }
                    }),
            "CELL-ONCE-02"),
        new Mutant(
            "applies what it does not remember, however late",
            OnceMutants::withoutHorizon,
            "CELL-ONCE-03",
            "CELL-ONCE-09"),
        new Mutant(
            "remembers the last eight writers",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putWriter(
                          UUID writer, WriterRecord writerRecord, Instant forgetBefore) {
                        super.putWriter(writer, writerRecord, forgetBefore);
                        Iterator<UUID> eldest = state.writers.keySet().iterator();
                        while (state.writers.size() > REMEMBERED) {
                          eldest.next();
                          eldest.remove();
                        }
                      }
                    }),
            "CELL-ONCE-04"),
        new Mutant(
            "remembers commits in the instance that made them",
            OnceMutants::rememberedHere,
            "CELL-ONCE-04",
            "CELL-ONCE-08"),
        new Mutant("remembers ids without their cells", OnceMutants::acrossCells, "CELL-ONCE-05"),
        new Mutant("remembers refused commits too", OnceMutants::remembersRefusals, "CELL-ONCE-06"),
        new Mutant(
            "forgets the commits of a deleted cell",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void deleteContents() {
                        super.deleteContents();
                        state.writers.clear();
                      }
                    }),
            "CELL-ONCE-07"),
        new Mutant(
            "looks whether a commit is repeated before it locks the cell",
            OnceMutants::checkThenAct,
            "CELL-ONCE-08"));
  }

  private static PlainBackend withoutHorizon(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected Commit prepare(PlainCell before, Commit commit) {
        CommitId id = commit.id();
        return id == null
            ? commit
            : commit.withId(new CommitId(id.writer(), id.sequence(), clock.instant()));
      }
    };
  }

  private static PlainBackend rememberedHere(PlainStorage storage, InstantSource clock) {
    Map<CommitId, CommitResult> here = new ConcurrentHashMap<>();
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        requireOpen();
        CommitId id = commit.id();
        CommitResult known = id == null ? null : here.get(id);
        if (known != null) {
          return known.asRepeated();
        }
        CommitResult result = super.commit(cell, Rewrite.withoutId(commit), deadline);
        if (id != null) {
          here.put(id, result);
        }
        return result;
      }
    };
  }

  private static PlainBackend acrossCells(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected PlainSession session(PlainCell state, Commit commit) {
        return new PlainSession(state) {
          @Override
          public @Nullable WriterRecord writer(UUID writer) {
            return storage.cells().values().stream()
                .filter(cell -> cell.writers.containsKey(writer))
                .map(cell -> cell.writers.get(writer))
                .findFirst()
                .orElse(null);
          }
        };
      }
    };
  }

  private static PlainBackend remembersRefusals(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        try {
          return super.commit(cell, commit, deadline);
        } catch (ConflictException e) {
          CommitId id = commit.id();
          if (id != null) {
            PlainCell state = storage.state(cell).copy();
            CommitResult nothing =
                new CommitResult(null, 0, clock.instant(), List.of(), true, false);
            state.writers.put(id.writer(), new WriterRecord(id.sequence(), nothing));
            storage.publish(cell, state);
          }
          throw e;
        }
      }
    };
  }

  private static PlainBackend checkThenAct(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        requireOpen();
        CommitId id = commit.id();
        WriterRecord known = id == null ? null : storage.state(cell).writers.get(id.writer());
        if (id != null && known != null && known.sequence() == id.sequence()) {
          return known.result().asRepeated();
        }
        LockSupport.parkNanos(100_000);
        return super.commit(cell, commit, deadline);
      }

      @Override
      protected PlainSession session(PlainCell state, Commit commit) {
        return new PlainSession(state) {
          @Override
          public @Nullable WriterRecord writer(UUID writer) {
            return null;
          }
        };
      }
    };
  }
}
