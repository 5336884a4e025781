package dev.holdfast.backend.redis.commit;

import dev.holdfast.backend.redis.record.Packed;
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

  /** About as much as the longest of the usual steps needs. */
  private static final int STEP_BYTES = 104;

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
      add(step('a'));
    } else if (condition instanceof Precondition.HeadPresent) {
      add(step('p'));
    } else if (condition instanceof Precondition.HeadVersion expected) {
      add(step('v').number(expected.version()));
    } else if (condition instanceof Precondition.HeadRevision expected) {
      add(step('r').number(expected.revision().version()).tag(expected.revision().tag()));
    } else if (condition instanceof Precondition.LogLast expected) {
      add(step('l', expected.log()).offset(expected.last()));
    } else if (condition instanceof Precondition.RowAbsent expected) {
      add(step('w', expected.map()).number(0), expected.key());
    } else if (condition instanceof Precondition.RowVersion expected) {
      add(step('w', expected.map()).number(expected.version()), expected.key());
    }
  }

  private void add(Mutation mutation, Tags tags) {
    if (mutation instanceof Mutation.PutHead put) {
      add(step('P').number(put.version()).tag(tags.next()), put.value());
    } else if (mutation instanceof Mutation.DeleteHead) {
      add(step('D'));
    } else if (mutation instanceof Mutation.TrimThrough trim) {
      add(step('T', trim.log()).offset(trim.through()));
    } else if (mutation instanceof Mutation.TrimToLatest trim) {
      add(step('K', trim.log()).text(Long.toString(trim.keep())));
    } else if (mutation instanceof Mutation.TrimOlderThan trim) {
      add(step('O', trim.log()).text(Long.toString(firstMilliNotBefore(trim.instant()))));
    } else if (mutation instanceof Mutation.TruncateAfter truncate) {
      add(step('C', truncate.log()).offset(truncate.after()));
    } else if (mutation instanceof Mutation.DropLog drop) {
      add(step('L', drop.log()));
    } else if (mutation instanceof Mutation.PutRow put) {
      add(step('W', put.map()), put.key(), put.value());
    } else if (mutation instanceof Mutation.DeleteRow delete) {
      add(step('X', delete.map()), delete.key());
    } else if (mutation instanceof Mutation.DropMap drop) {
      add(step('M', drop.map()));
    } else if (mutation instanceof Mutation.DeleteCell) {
      add(step('Z'));
    }
  }

  /** Adds appends to one log at growing offsets as one step; returns where the next step begins. */
  private int addAppends(LogRef log, List<Mutation> mutations, int from) {
    List<Offset> offsets = new ArrayList<>();
    int place = arguments.size();
    int next = from;
    while (next < mutations.size()
        && mutations.get(next) instanceof Mutation.Append append
        && append.log().equals(log)
        && (next == from || append.offset().isAfter(offsets.get(offsets.size() - 1)))) {
      offsets.add(append.offset());
      arguments.add(StreamIds.id(append.offset()));
      arguments.add(append.value());
      next++;
    }
    Packed step =
        step('A', log)
            .count(offsets.size())
            .offset(offsets.get(0))
            .offset(offsets.get(offsets.size() - 1))
            .text(StreamIds.list(offsets));
    arguments.add(place, step.bytes());
    return next;
  }

  private int addAppendsNext(LogRef log, List<Mutation> mutations, int from) {
    int place = arguments.size();
    int next = from;
    while (next < mutations.size()
        && mutations.get(next) instanceof Mutation.AppendNext append
        && append.log().equals(log)) {
      arguments.add(Bytes.EMPTY);
      arguments.add(append.value());
      next++;
    }
    arguments.add(place, step('N', log).count(next - from).bytes());
    return next;
  }

  private Packed step(char kind) {
    isShort &= SHORT.indexOf(kind) >= 0;
    return new Packed(STEP_BYTES).letter(kind);
  }

  private Packed step(char kind, LogRef log) {
    return step(kind).count(number(logs, log));
  }

  private Packed step(char kind, MapRef map) {
    return step(kind).count(number(maps, map));
  }

  private void add(Packed step, Bytes... operands) {
    arguments.add(step.bytes());
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

  private static <K> int number(Map<K, Integer> known, K key) {
    return known.computeIfAbsent(key, added -> known.size() + 1);
  }
}
