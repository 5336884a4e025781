package dev.holdfast.tck.mutants;

import dev.holdfast.error.UnsupportedException;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** Capabilities, instances, opening and closing gone wrong. */
final class LifeMutants {

  private LifeMutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>(instances());
    all.addAll(openings());
    all.addAll(closings());
    return all;
  }

  private static List<Mutant> instances() {
    return List.of(
        new Mutant(
            "gives no name of its engine",
            Flaws.infos(info -> new BackendInfo("", "", info.capabilities(), info.limits())),
            "CELL-CAP-01"),
        new Mutant("tells how often it was asked", LifeMutants::changingInfo, "CELL-CAP-01"),
        new Mutant(
            "refuses commits that ask for less than its strongest durability",
            Flaws.commits(
                (before, commit) -> {
                  if (commit.durability() == Durability.APPLIED) {
                    throw new UnsupportedException("Commits are always durable here.");
                  }
                  return commit;
                }),
            "CELL-CAP-02"),
        new Mutant(
            "declares durability for a storage that ends with its instances",
            PlainBackend::new,
            false,
            List.of("CELL-CAP-04")),
        new Mutant(
            "takes the version that it wrote last for the present one",
            LifeMutants::trustsItself,
            "CELL-TWO-02"),
        new Mutant(
            "takes the storage away with the instance that closes",
            LifeMutants::closesAll,
            "CELL-TWO-03"));
  }

  private static List<Mutant> openings() {
    return List.of(
        new Mutant(
            "loses the last commit when it is opened again",
            opening((ref, state) -> {}, true),
            "CELL-OPEN-01"),
        new Mutant(
            "draws new tags when it is opened",
            opening(
                (ref, state) -> {
                  CellRecord cell = state.record;
                  state.record =
                      new CellRecord(
                          cell.version(),
                          cell.tag() + 1,
                          cell.headAt(),
                          cell.sequence(),
                          cell.updatedAt(),
                          cell.incarnations());
                },
                false),
            "CELL-OPEN-01"),
        new Mutant(
            "forgets remembered commits when it is opened",
            opening((ref, state) -> state.writers.clear(), false),
            "CELL-OPEN-02"),
        new Mutant(
            "forgets floors when it is opened",
            opening((ref, state) -> state.floors.clear(), false),
            "CELL-OPEN-02"),
        new Mutant(
            "counts incarnations anew when it is opened",
            opening(
                (ref, state) -> {
                  CellRecord cell = state.record;
                  state.record =
                      new CellRecord(
                          cell.version(),
                          cell.tag(),
                          cell.headAt(),
                          cell.sequence(),
                          cell.updatedAt(),
                          0);
                },
                false),
            "CELL-OPEN-02"));
  }

  private static List<Mutant> closings() {
    return List.of(
        new Mutant("can be closed once", LifeMutants::closesOnce, "CELL-CLOSE-01"),
        new Mutant("works on when it is closed", LifeMutants::neverCloses, "CELL-CLOSE-02"),
        new Mutant(
            "gives up what it has not written yet when it is closed",
            LifeMutants::losesOnClose,
            "CELL-CLOSE-04"),
        new Mutant(
            "swallows the interrupt of a commit", LifeMutants::swallowsInCommit, "CELL-TIMEOUT-02"),
        new Mutant(
            "swallows the interrupt of a read", LifeMutants::swallowsInRead, "CELL-TIMEOUT-03"));
  }

  private static PlainBackend changingInfo(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      private int asked;

      @Override
      public synchronized BackendInfo info() {
        BackendInfo info = super.info();
        String engine = info.engine() + ", asked " + ++asked + " times";
        return new BackendInfo(info.name(), engine, info.capabilities(), info.limits());
      }
    };
  }

  private static PlainBackend trustsItself(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      private final Map<CellRef, Long> written = new ConcurrentHashMap<>();

      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        long known = written.getOrDefault(cell, 0L);
        boolean asExpected =
            commit.preconditions().contains(new Precondition.HeadVersion(Math.max(1, known)));
        Commit trusted =
            asExpected ? Rewrite.without(commit, Precondition.HeadVersion.class) : commit;
        CommitResult result = super.commit(cell, trusted, deadline);
        if (result.head() != null) {
          written.put(cell, result.head().version());
        }
        return result;
      }
    };
  }

  private static PlainBackend closesAll(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public void close() {
        super.close();
        storage.cells().clear();
      }
    };
  }

  /** Changes all states, or loses the last one, when the first of several instances is opened. */
  private static Mutant.Opener opening(BiConsumer<CellRef, PlainCell> change, boolean undoes) {
    return (storage, clock) -> {
      if (!storage.isOpen()) {
        if (undoes) {
          storage.undo();
        }
        storage.cells().replaceAll((ref, state) -> changed(change, ref, state));
      }
      return new PlainBackend(storage, clock);
    };
  }

  private static PlainCell changed(
      BiConsumer<CellRef, PlainCell> change, CellRef ref, PlainCell state) {
    PlainCell copy = state.copy();
    change.accept(ref, copy);
    return copy;
  }

  private static PlainBackend closesOnce(PlainStorage storage, InstantSource clock) {
    AtomicBoolean closed = new AtomicBoolean();
    return new PlainBackend(storage, clock) {
      @Override
      public void close() {
        super.close();
        if (closed.getAndSet(true)) {
          throw new IllegalStateException("already closed");
        }
      }
    };
  }

  private static PlainBackend neverCloses(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected void requireOpen() {}
    };
  }

  private static PlainBackend losesOnClose(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public void close() {
        super.close();
        storage.undoSome();
      }
    };
  }

  private static PlainBackend swallowsInCommit(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        Thread.interrupted();
        return super.commit(cell, commit, deadline);
      }
    };
  }

  private static PlainBackend swallowsInRead(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
        Thread.interrupted();
        return super.read(requests, deadline);
      }
    };
  }
}
