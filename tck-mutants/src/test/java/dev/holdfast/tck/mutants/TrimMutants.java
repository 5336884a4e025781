package dev.holdfast.tck.mutants;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.support.EntryMark;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainLog;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trims, truncations and dropped logs gone wrong. */
final class TrimMutants {

  private TrimMutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>(trims());
    all.addAll(truncations());
    all.addAll(drops());
    return all;
  }

  private static List<Mutant> trims() {
    return List.of(
        new Mutant(
            "keeps the entry to trim through",
            Flaws.mutations(
                (before, mutation) ->
                    mutation instanceof Mutation.TrimThrough trim && trim.through().canHoldEntry()
                        ? new Mutation.TrimThrough(trim.log(), trim.through().predecessor())
                        : mutation),
            "CELL-TRIM-01"),
        new Mutant(
            "keeps the oldest entries", Flaws.mutations(TrimMutants::keepsOldest), "CELL-TRIM-02"),
        new Mutant(
            "trims the entries of the instant too",
            Flaws.mutations(
                (before, mutation) ->
                    mutation instanceof Mutation.TrimOlderThan trim
                        ? new Mutation.TrimOlderThan(trim.log(), trim.instant().plusMillis(1))
                        : mutation),
            "CELL-TRIM-03"),
        new Mutant(
            "starts an emptied log again",
            records(
                (log, commit) ->
                    log.count() > 0
                        ? log
                        : new LogRecord(log.incarnation(), Offset.ORIGIN, Offset.ORIGIN, 0)),
            "CELL-TRIM-04"),
        new Mutant(
            "does not note what it trimmed",
            records(
                (log, commit) ->
                    new LogRecord(log.incarnation(), log.last(), Offset.ORIGIN, log.count())),
            "CELL-TRIM-05"),
        new Mutant(
            "notes the offset asked for as trimmed",
            records(TrimMutants::trimmedAsAsked),
            "CELL-TRIM-05"),
        new Mutant("trims and truncates without bound", unbounded(), "CELL-TRIM-06"),
        new Mutant(
            "says that every trim is complete",
            Flaws.results(
                (commit, result) ->
                    new CommitResult(
                        result.head(),
                        result.sequence(),
                        result.at(),
                        result.offsets(),
                        true,
                        result.repeated())),
            "CELL-TRIM-06",
            "CELL-TRUNC-05"),
        new Mutant(
            "makes a log by trimming it",
            Flaws.sessions(TrimMutants::madeByTrimming),
            "CELL-TRIM-07"));
  }

  private static List<Mutant> truncations() {
    return List.of(
        new Mutant(
            "truncates the entry at the offset too",
            Flaws.mutations(
                (before, mutation) ->
                    mutation instanceof Mutation.TruncateAfter cut && cut.after().canHoldEntry()
                        ? new Mutation.TruncateAfter(cut.log(), cut.after().predecessor())
                        : mutation),
            "CELL-TRUNC-01"),
        new Mutant(
            "keeps the last offset when it truncates",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putLog(LogRef ref, LogRecord log) {
                        PlainLog before = state.logs.get(ref);
                        Offset last =
                            before == null
                                ? log.last()
                                : Offset.max(before.record.last(), log.last());
                        super.putLog(
                            ref,
                            new LogRecord(
                                log.incarnation(), last, log.trimmedThrough(), log.count()));
                      }
                    }),
            "CELL-TRUNC-02"),
        new Mutant(
            "truncates below what is trimmed",
            records(
                (log, commit) ->
                    commit.mutations().get(0) instanceof Mutation.TruncateAfter cut
                            && log.trimmedThrough().isAfter(cut.after())
                        ? new LogRecord(log.incarnation(), cut.after(), cut.after(), log.count())
                        : log),
            "CELL-TRUNC-03"),
        new Mutant("truncates forward, past the end", TrimMutants::forward, "CELL-TRUNC-04"),
        new Mutant("truncates without bound", unbounded(), "CELL-TRUNC-05"),
        new Mutant(
            "truncates the oldest entries first",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public List<EntryMark> newest(
                          LogRef ref, LogRecord logRecord, Offset after, int max) {
                        List<EntryMark> all =
                            new ArrayList<>(super.newest(ref, logRecord, after, Integer.MAX_VALUE));
                        Collections.reverse(all);
                        return all.subList(0, Math.min(max, all.size()));
                      }
                    }),
            "CELL-TRUNC-05"));
  }

  private static List<Mutant> drops() {
    return List.of(
        new Mutant(
            "empties a log instead of dropping it",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void dropLog(LogRef ref, LogRecord log) {
                        super.dropLog(ref, log);
                        putLog(
                            ref, new LogRecord(log.incarnation(), Offset.ORIGIN, Offset.ORIGIN, 0));
                      }
                    }),
            "CELL-DROP-01"),
        new Mutant(
            "keeps the end of a dropped log as a floor",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void dropLog(LogRef ref, LogRecord log) {
                        super.dropLog(ref, log);
                        state.floors.put(ref, log.last());
                      }
                    }),
            "CELL-DROP-02"),
        new Mutant(
            "reads a log whatever its incarnation",
            Flaws.reads(
                (state, part) ->
                    part instanceof Part.LogPart log
                        ? new Part.LogPart(
                            log.log(),
                            log.after(),
                            log.upTo(),
                            log.direction(),
                            log.maxEntries(),
                            log.maxBytes(),
                            0)
                        : part),
            "CELL-DROP-03"));
  }

  /** Changes the record of a log before it is kept. */
  @FunctionalInterface
  private interface RecordChange {
    LogRecord change(LogRecord log, Commit commit);
  }

  private static Mutant.Opener records(RecordChange change) {
    return Flaws.sessions(
        (state, commit) ->
            new PlainSession(state) {
              @Override
              public void putLog(LogRef ref, LogRecord log) {
                super.putLog(ref, change.change(log, commit));
              }
            });
  }

  private static Mutation keepsOldest(PlainCell before, Mutation mutation) {
    if (mutation instanceof Mutation.TrimToLatest trim && before.logs.containsKey(trim.log())) {
      return before.logs.get(trim.log()).entries.keySet().stream()
          .limit(trim.keep())
          .reduce((first, second) -> second)
          .<Mutation>map(last -> new Mutation.TruncateAfter(trim.log(), last))
          .orElse(mutation);
    }
    return mutation;
  }

  private static LogRecord trimmedAsAsked(LogRecord log, Commit commit) {
    return commit.mutations().stream()
        .filter(Mutation.TrimThrough.class::isInstance)
        .map(trim -> ((Mutation.TrimThrough) trim).through())
        .map(through -> new LogRecord(log.incarnation(), log.last(), through, log.count()))
        .findFirst()
        .orElse(log);
  }

  private static Mutant.Opener unbounded() {
    Limits limits = PlainBackend.LIMITS;
    Limits unbounded =
        new Limits(
            limits.maxValueBytes(),
            limits.maxCommitBytes(),
            limits.maxMutations(),
            limits.maxPage(),
            limits.maxReadBytes(),
            1_000_000,
            limits.retryHorizon(),
            limits.writerRetention(),
            limits.tombstoneRetention());
    return (storage, clock) -> new PlainBackend(storage, clock, unbounded);
  }

  private static PlainSession madeByTrimming(PlainCell state, Commit commit) {
    return new PlainSession(state) {
      @Override
      public @Nullable LogRecord log(LogRef ref) {
        boolean trims =
            commit.mutations().stream()
                .anyMatch(m -> m instanceof Mutation.TrimThrough trim && trim.log().equals(ref));
        if (super.log(ref) == null && trims) {
          putLog(ref, new LogRecord(1, Offset.ORIGIN, Offset.ORIGIN, 0));
        }
        return super.log(ref);
      }
    };
  }

  private static PlainBackend forward(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        CommitResult result = super.commit(cell, commit, deadline);
        if (commit.mutations().get(0) instanceof Mutation.TruncateAfter cut) {
          PlainCell after = storage.state(cell).copy();
          PlainLog log = after.logs.get(cut.log());
          if (log != null) {
            LogRecord found = log.record;
            log.record =
                new LogRecord(
                    found.incarnation(), cut.after(), found.trimmedThrough(), found.count());
            storage.publish(cell, after);
          }
        }
        return result;
      }
    };
  }
}
