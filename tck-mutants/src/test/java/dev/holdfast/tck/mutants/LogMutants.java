package dev.holdfast.tck.mutants;

import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainLog;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Logs gone wrong: appends and reads. */
final class LogMutants {

  private LogMutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>(appends());
    all.addAll(reads());
    return all;
  }

  private static List<Mutant> appends() {
    return List.of(
        new Mutant(
            "takes an append below the end for done",
            Flaws.sessions((state, commit) -> new Entries(state, commit, false)),
            "CELL-LOG-02"),
        new Mutant(
            "refuses the entry that is there already",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public @Nullable Bytes entry(LogRef ref, LogRecord logRecord, Offset offset) {
                        return null;
                      }
                    }),
            "CELL-LOG-03"),
        new Mutant(
            "keeps the first of two entries at one offset, silently",
            Flaws.sessions((state, commit) -> new Entries(state, commit, true)),
            "CELL-LOG-04"),
        new Mutant(
            "numbers the next entry by how many there are",
            Flaws.mutations(LogMutants::numberedByCount),
            "CELL-LOG-05"),
        new Mutant(
            "goes on with minors when majors are used up",
            Flaws.mutations(LogMutants::minorsAtTheEnd),
            "CELL-LOG-06"),
        new Mutant(
            "keeps offsets as floating point",
            Flaws.answers(
                LogAnswer.class,
                answer ->
                    entries(
                        answer,
                        answer.entries().stream()
                            .map(e -> new LogEntry(rounded(e.offset()), e.value(), e.at()))
                            .toList())),
            "CELL-LOG-13"),
        new Mutant(
            "keeps all logs of a cell in one",
            Flaws.names(Rewrite.Names.logs(log -> new LogRef("the log"))),
            "CELL-LOG-14",
            "CELL-NAME-02"));
  }

  private static List<Mutant> reads() {
    return List.of(
        new Mutant("dates entries when they are read", LogMutants::datedWhenRead, "CELL-LOG-01"),
        new Mutant(
            "answers entries in the order of their values",
            Flaws.answers(
                LogAnswer.class,
                answer -> {
                  List<LogEntry> sorted = new ArrayList<>(answer.entries());
                  sorted.sort((a, b) -> a.value().compareTo(b.value()));
                  return entries(answer, sorted);
                }),
            "CELL-LOG-01"),
        new Mutant(
            "begins a range with the entry at its start",
            Flaws.reads(
                (state, part) ->
                    part instanceof Part.LogPart log && log.after().canHoldEntry()
                        ? range(log, log.after().predecessor(), log.upTo(), log.maxBytes())
                        : part),
            "CELL-LOG-07"),
        new Mutant(
            "ends a range before the entry at its end",
            Flaws.reads(
                (state, part) ->
                    part instanceof Part.LogPart log && log.upTo().canHoldEntry()
                        ? range(log, log.after(), log.upTo().predecessor(), log.maxBytes())
                        : part),
            "CELL-LOG-07"),
        new Mutant(
            "reads a page from the start and turns it round",
            LogMutants::turnedRound,
            "CELL-LOG-08"),
        new Mutant(
            "ignores the bound on bytes of a range",
            Flaws.reads(
                (state, part) ->
                    part instanceof Part.LogPart log
                        ? range(log, log.after(), log.upTo(), Long.MAX_VALUE)
                        : part),
            "CELL-LOG-09"),
        new Mutant(
            "never says that there is more",
            Flaws.answers(
                LogAnswer.class,
                a ->
                    new LogAnswer(
                        a.present(),
                        a.incarnation(),
                        a.last(),
                        a.trimmedThrough(),
                        a.entries(),
                        false)),
            "CELL-LOG-09"),
        new Mutant(
            "takes the last offset from the entries answered",
            Flaws.answers(
                LogAnswer.class,
                a ->
                    new LogAnswer(
                        a.present(),
                        a.incarnation(),
                        a.entries().isEmpty()
                            ? Offset.ORIGIN
                            : a.entries().get(a.entries().size() - 1).offset(),
                        a.trimmedThrough(),
                        a.entries(),
                        a.more())),
            "CELL-LOG-10"),
        new Mutant(
            "computes the count from the offsets",
            Flaws.answers(
                LogStats.class,
                stats ->
                    new LogStats(
                        stats.present(),
                        stats.incarnation(),
                        stats.last().major() - stats.trimmedThrough().major(),
                        stats.first(),
                        stats.last(),
                        stats.trimmedThrough())),
            "CELL-LOG-11"),
        new Mutant(
            "takes a log without entries for none",
            Flaws.answers((state, part, answer) -> emptyIsAbsent(answer)),
            "CELL-LOG-12"),
        new Mutant(
            "answers an empty log where there is none",
            Flaws.answers(
                (state, part, answer) ->
                    answer.equals(LogAnswer.ABSENT)
                        ? new LogAnswer(true, 1, Offset.ORIGIN, Offset.ORIGIN, List.of(), false)
                        : answer),
            "CELL-LOG-12"));
  }

  /** Pretends that entries appended again are there with the same bytes. */
  private static final class Entries extends PlainSession {

    private final Commit commit;
    private final boolean onlyIfThere;

    Entries(PlainCell state, Commit commit, boolean onlyIfThere) {
      super(state);
      this.commit = commit;
      this.onlyIfThere = onlyIfThere;
    }

    @Override
    public @Nullable Bytes entry(LogRef ref, LogRecord logRecord, Offset offset) {
      Bytes there = super.entry(ref, logRecord, offset);
      return (there == null) == onlyIfThere
          ? there
          : commit.mutations().stream()
              .map(m -> m instanceof Mutation.Append a && a.offset().equals(offset) ? a : null)
              .filter(Objects::nonNull)
              .map(Mutation.Append::value)
              .findFirst()
              .orElse(there);
    }
  }

  private static Mutation numberedByCount(PlainCell before, Mutation mutation) {
    if (mutation instanceof Mutation.AppendNext next && before.logs.containsKey(next.log())) {
      long count = before.logs.get(next.log()).record.count();
      return new Mutation.Append(next.log(), new Offset(count + 1, 0), next.value());
    }
    return mutation;
  }

  private static Mutation minorsAtTheEnd(PlainCell before, Mutation mutation) {
    if (mutation instanceof Mutation.AppendNext next) {
      PlainLog log = before.logs.get(next.log());
      if (log != null && log.record.last().major() == Long.MAX_VALUE) {
        Offset after = new Offset(Long.MAX_VALUE, log.record.last().minor() + 1);
        return new Mutation.Append(next.log(), after, next.value());
      }
    }
    return mutation;
  }

  private static Offset rounded(Offset offset) {
    return new Offset((long) (double) offset.major(), (long) (double) offset.minor());
  }

  private static PlainBackend datedWhenRead(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected PartAnswer answer(PlainCell state, Part<?> part) {
        Instant now = clock.instant();
        return super.answer(state, part) instanceof LogAnswer log
            ? entries(
                log,
                log.entries().stream()
                    .map(entry -> new LogEntry(entry.offset(), entry.value(), now))
                    .toList())
            : super.answer(state, part);
      }
    };
  }

  private static PlainBackend turnedRound(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected PartAnswer answer(PlainCell state, Part<?> part) {
        if (part instanceof Part.LogPart log && log.direction() == Direction.DESCENDING) {
          Part.LogPart ascending =
              new Part.LogPart(
                  log.log(),
                  log.after(),
                  log.upTo(),
                  Direction.ASCENDING,
                  log.maxEntries(),
                  log.maxBytes(),
                  log.incarnation());
          LogAnswer answer = (LogAnswer) super.answer(state, ascending);
          List<LogEntry> reversed = new ArrayList<>(answer.entries());
          Collections.reverse(reversed);
          return entries(answer, reversed);
        }
        return super.answer(state, part);
      }
    };
  }

  private static PartAnswer emptyIsAbsent(PartAnswer answer) {
    if (answer instanceof LogStats stats && stats.count() == 0) {
      return LogStats.ABSENT;
    }
    return answer instanceof LogAnswer log && log.entries().isEmpty() ? LogAnswer.ABSENT : answer;
  }

  private static LogAnswer entries(LogAnswer answer, List<LogEntry> entries) {
    return new LogAnswer(
        answer.present(),
        answer.incarnation(),
        answer.last(),
        answer.trimmedThrough(),
        entries,
        answer.more());
  }

  private static Part.LogPart range(Part.LogPart log, Offset after, Offset upTo, long maxBytes) {
    return new Part.LogPart(
        log.log(), after, upTo, log.direction(), log.maxEntries(), maxBytes, log.incarnation());
  }
}
