package dev.holdfast.backend.redis.commit;

import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.backend.redis.record.EntryRun;
import dev.holdfast.backend.redis.record.StreamIds;
import dev.holdfast.backend.redis.script.Script;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.support.Tags;
import dev.holdfast.value.Bytes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Preconditions and mutations as steps of the commit script, in their order.
 *
 * <p>Logs and maps are called by their numbers. Entries that follow one another in a log are one
 * step of the script.
 */
final class CommitSteps {

  /** The steps that {@link Script#SHORT_COMMIT} knows: those on heads and ends of logs. */
  private static final String SHORT = "aprvlPAN";

  private final Map<LogRef, Integer> logs = new LinkedHashMap<>();
  private final Map<MapRef, Integer> maps = new LinkedHashMap<>();
  private final List<Bytes> arguments;
  private boolean isShort = true;

  /** Encodes the steps of {@code commit}. */
  CommitSteps(Commit commit, Tags tags) {
    List<Mutation> mutations = commit.mutations();
    this.arguments = new ArrayList<>(8 + 4 * mutations.size());
    commit.preconditions().forEach(this::add);
    int next = 0;
    while (next < mutations.size()) {
      if (mutations.get(next) instanceof Mutation.Append first) {
        next = addAppends(first.log(), mutations, next);
      } else if (mutations.get(next) instanceof Mutation.AppendNext first) {
        next = addAppendsNext(first.log(), mutations, next);
      } else {
        add(mutations.get(next), tags);
        next++;
      }
    }
  }

  /** Returns the script that can do all of the steps. */
  Script script() {
    return isShort ? Script.SHORT_COMMIT : Script.COMMIT;
  }

  /** Returns the logs, in the order of their numbers. */
  Iterable<LogRef> logs() {
    return logs.keySet();
  }

  /** Returns the maps, in the order of their numbers. */
  Iterable<MapRef> maps() {
    return maps.keySet();
  }

  int logCount() {
    return logs.size();
  }

  int mapCount() {
    return maps.size();
  }

  List<Bytes> arguments() {
    return arguments;
  }

  private void add(Precondition condition) {
    if (condition instanceof Precondition.HeadAbsent) {
      step('a');
    } else if (condition instanceof Precondition.HeadPresent) {
      step('p');
    } else if (condition instanceof Precondition.HeadVersion expected) {
      step('v');
      with(Digits.of(expected.version()));
    } else if (condition instanceof Precondition.HeadRevision expected) {
      step('r');
      with(Digits.of(expected.revision().version()), Digits.ofTag(expected.revision().tag()));
    } else if (condition instanceof Precondition.LogLast expected) {
      step('l', number(expected.log()));
      with(Digits.of(expected.last()));
    } else if (condition instanceof Precondition.RowAbsent expected) {
      step('w', number(expected.map()));
      with(expected.key(), Digits.of(0));
    } else if (condition instanceof Precondition.RowVersion expected) {
      step('w', number(expected.map()));
      with(expected.key(), Digits.of(expected.version()));
    }
  }

  private void add(Mutation mutation, Tags tags) {
    if (mutation instanceof Mutation.PutHead put) {
      step('P');
      with(Digits.of(put.version()), Digits.ofTag(tags.next()), put.value());
    } else if (mutation instanceof Mutation.DeleteHead) {
      step('D');
    } else if (mutation instanceof Mutation.TrimThrough trim) {
      step('T', number(trim.log()));
      with(Digits.of(trim.through()));
    } else if (mutation instanceof Mutation.TrimToLatest trim) {
      step('K', number(trim.log()));
      with(Digits.plain(trim.keep()));
    } else if (mutation instanceof Mutation.TrimOlderThan trim) {
      step('O', number(trim.log()));
      with(Digits.plain(firstMilliNotBefore(trim.instant())));
    } else if (mutation instanceof Mutation.TruncateAfter truncate) {
      step('C', number(truncate.log()));
      with(Digits.of(truncate.after()));
    } else if (mutation instanceof Mutation.DropLog drop) {
      step('L', number(drop.log()));
    } else if (mutation instanceof Mutation.PutRow put) {
      step('W', number(put.map()));
      with(put.key(), put.value());
    } else if (mutation instanceof Mutation.DeleteRow delete) {
      step('X', number(delete.map()));
      with(delete.key());
    } else if (mutation instanceof Mutation.DropMap drop) {
      step('M', number(drop.map()));
    } else if (mutation instanceof Mutation.DeleteCell) {
      step('Z');
    }
  }

  /** Adds appends to one log at growing offsets as one step; returns where the next step begins. */
  private int addAppends(LogRef log, List<Mutation> mutations, int from) {
    List<Offset> offsets = new ArrayList<>();
    List<Bytes> values = new ArrayList<>();
    int next = from;
    while (next < mutations.size()
        && mutations.get(next) instanceof Mutation.Append append
        && append.log().equals(log)
        && (next == from || append.offset().isAfter(offsets.get(offsets.size() - 1)))) {
      offsets.add(append.offset());
      values.add(append.value());
      next++;
    }
    List<EntryRun> runs = EntryRun.of(offsets, values);
    step('A', number(log), offsets.size(), runs.size());
    with(
        Digits.of(offsets.get(0)),
        Digits.of(offsets.get(offsets.size() - 1)),
        StreamIds.list(offsets));
    runs.forEach(run -> with(run.id(), run.marks(), run.values()));
    return next;
  }

  /** Adds appends at the next whole offsets, which the script knows and enters as their ids. */
  private int addAppendsNext(LogRef log, List<Mutation> mutations, int from) {
    List<Offset> offsets = new ArrayList<>();
    List<Bytes> values = new ArrayList<>();
    int next = from;
    while (next < mutations.size()
        && mutations.get(next) instanceof Mutation.AppendNext append
        && append.log().equals(log)) {
      offsets.add(new Offset(next + 1L, 0));
      values.add(append.value());
      next++;
    }
    List<EntryRun> runs = EntryRun.of(offsets, values);
    step('N', number(log), next - from, runs.size());
    runs.forEach(run -> with(Bytes.EMPTY, run.marks(), run.values()));
    return next;
  }

  private void step(char kind, int... counts) {
    isShort &= SHORT.indexOf(kind) >= 0;
    arguments.add(Digits.ofCounts(kind, counts));
  }

  private void with(Bytes... operands) {
    Collections.addAll(arguments, operands);
  }

  /** Entries have whole milliseconds; those before an instant are before this one. */
  private static long firstMilliNotBefore(Instant instant) {
    try {
      return instant.plusNanos(999_999).toEpochMilli();
    } catch (ArithmeticException | DateTimeException e) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private int number(LogRef log) {
    return number(logs, log);
  }

  private int number(MapRef map) {
    return number(maps, map);
  }

  private static <K> int number(Map<K, Integer> known, K key) {
    return known.computeIfAbsent(key, added -> known.size() + 1);
  }
}
