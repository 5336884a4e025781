package dev.holdfast.tck.mutants;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainMap;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Commits at the same time gone wrong. */
final class ConcurrencyMutants {

  private static final long A_MOMENT = 50_000;

  /** Long enough for a reader to come by on a busy machine. */
  private static final long A_WHILE = 5_000_000;

  private static final int SLOW_ONES = 8;
  private static final Map<PlainStorage, Map<CellRef, AtomicLong>> DRAWN =
      new ConcurrentHashMap<>();

  private ConcurrencyMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "reads, judges and writes without a lock",
            ConcurrencyMutants::withoutLock,
            "CELL-CONC-01",
            "CELL-CONC-03"),
        new Mutant("locks within an instance alone", ConcurrencyMutants::ownLock, "CELL-CONC-01"),
        new Mutant(
            "draws offsets before the commit, and shows entries as they come",
            ConcurrencyMutants::lateArrivals,
            "CELL-CONC-02"),
        new Mutant(
            "shows rows one after the other",
            ConcurrencyMutants::halfCommits,
            "CELL-CONC-04",
            "CELL-READ-02"));
  }

  private static PlainBackend withoutLock(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected Lock lock() {
        return new ReentrantLock();
      }

      @Override
      protected void publish(CellRef ref, PlainCell before, PlainCell after, Commit commit) {
        LockSupport.parkNanos(A_MOMENT);
        super.publish(ref, before, after, commit);
      }
    };
  }

  private static PlainBackend ownLock(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      private final Lock own = new ReentrantLock();

      @Override
      protected Lock lock() {
        return own;
      }

      @Override
      protected void publish(CellRef ref, PlainCell before, PlainCell after, Commit commit) {
        LockSupport.parkNanos(A_MOMENT);
        super.publish(ref, before, after, commit);
      }
    };
  }

  /** Like a sequence of a database: numbers are drawn in order, and committed in any. */
  private static PlainBackend lateArrivals(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        if (commit.mutations().get(0) instanceof Mutation.AppendNext next) {
          long major = drawn(storage, cell).incrementAndGet();
          LockSupport.parkNanos(
              major % SLOW_ONES == 0
                  ? A_WHILE
                  : ThreadLocalRandom.current().nextLong(4 * A_MOMENT));
          Mutation append = new Mutation.Append(next.log(), new Offset(major, 0), next.value());
          return super.commit(cell, Rewrite.mutations(commit, List.of(append)), deadline);
        }
        return super.commit(cell, commit, deadline);
      }

      @Override
      protected PlainSession session(PlainCell state, Commit commit) {
        return new PlainSession(state) {
          @Override
          public @Nullable LogRecord log(LogRef ref) {
            LogRecord log = super.log(ref);
            return log == null
                ? null
                : new LogRecord(
                    log.incarnation(), Offset.ORIGIN, log.trimmedThrough(), log.count());
          }

          @Override
          public void putLog(LogRef ref, LogRecord log) {
            LogRecord old = super.log(ref);
            Offset last = old == null ? log.last() : Offset.max(old.last(), log.last());
            super.putLog(
                ref, new LogRecord(log.incarnation(), last, log.trimmedThrough(), log.count()));
          }
        };
      }
    };
  }

  private static AtomicLong drawn(PlainStorage storage, CellRef cell) {
    return requireNonNull(DRAWN.computeIfAbsent(storage, key -> new ConcurrentHashMap<>()))
        .computeIfAbsent(cell, key -> new AtomicLong());
  }

  /** Shows the head and the rows of the first half of the maps first, and then all. */
  private static PlainBackend halfCommits(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected void publish(CellRef ref, PlainCell before, PlainCell after, Commit commit) {
        PlainCell half = before.copy();
        half.record = after.record;
        half.headValue = after.headValue;
        for (Mutation mutation : commit.mutations()) {
          if (mutation instanceof Mutation.PutRow put && half.maps.containsKey(put.map())) {
            PlainMap written = after.maps.get(put.map());
            half.maps.get(put.map()).rows.put(put.key(), written.rows.get(put.key()));
            break;
          }
        }
        storage.publish(ref, half);
        LockSupport.parkNanos(A_MOMENT);
        storage.publish(ref, after);
      }
    };
  }
}
