package dev.holdfast.backend.redis.commit;

import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.backend.redis.script.Script;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.support.Tags;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A commit as keys and arguments of the commit script; {@code request.lua} says in which order.
 *
 * <p>Logs and maps are named once, at the beginning, and after that by their numbers.
 */
final class CommitRequest {

  private static final Bytes YES = Bytes.utf8("1");
  private static final Bytes NO = Bytes.utf8("0");
  private static final int STAMP = 5;

  /** The steps that {@link Script#SHORT_COMMIT} knows: those on heads and ends of logs. */
  private static final String SHORT = "aprvlPDAN";

  private final Map<LogRef, Bytes> logs = new LinkedHashMap<>();
  private final Map<MapRef, Bytes> maps = new LinkedHashMap<>();
  private final List<Bytes> steps = new ArrayList<>();
  private boolean isShort = true;
  private final Bytes[] keys;
  private final Bytes[] arguments;

  /** Encodes {@code commit} as of {@code now}; entries of the index may be {@code fresh} old. */
  CommitRequest(
      KeySpace space,
      CellRef cell,
      Commit commit,
      Instant now,
      Duration fresh,
      Limits limits,
      Tags tags) {
    commit.preconditions().forEach(this::add);
    for (Mutation mutation : commit.mutations()) {
      add(mutation, tags);
    }
    this.keys = keys(space.cell(cell));
    List<Bytes> all = new ArrayList<>(16 + logs.size() + maps.size() + steps.size());
    addHeader(all, commit.id(), now, fresh, limits);
    all.add(space.channel(cell.collection()));
    all.add(cell.idBytes());
    all.add(Digits.plain(logs.size()));
    logs.keySet().forEach(log -> all.add(Bytes.utf8(log.name())));
    all.add(Digits.plain(maps.size()));
    maps.keySet().forEach(map -> all.add(Bytes.utf8(KeySpace.name(map))));
    all.add(Digits.plain(commit.preconditions().size()));
    all.addAll(steps);
    this.arguments = all.toArray(Bytes[]::new);
  }

  /** Returns the script that can do all of the steps. */
  Script script() {
    return isShort ? Script.SHORT_COMMIT : Script.COMMIT;
  }

  Bytes[] keys() {
    return keys;
  }

  /** Returns the arguments for a cell that was not entered in its index just now. */
  Bytes[] arguments() {
    return arguments;
  }

  /** Returns the arguments for a cell that was entered in its index with this stamp. */
  Bytes[] arguments(Bytes stamp) {
    Bytes[] stamped = arguments.clone();
    stamped[STAMP] = stamp;
    return stamped;
  }

  private Bytes[] keys(Bytes cell) {
    List<Bytes> all = new ArrayList<>(1 + logs.size() + 2 * maps.size());
    all.add(cell);
    logs.keySet().forEach(log -> all.add(KeySpace.entries(cell, log)));
    for (MapRef map : maps.keySet()) {
      all.add(KeySpace.rows(cell, map));
      all.add(KeySpace.order(cell, map));
    }
    return all.toArray(Bytes[]::new);
  }

  private static void addHeader(
      List<Bytes> all, @Nullable CommitId id, Instant now, Duration fresh, Limits limits) {
    all.add(Digits.plain(now.toEpochMilli()));
    if (id == null) {
      all.add(Bytes.EMPTY);
      all.add(Bytes.EMPTY);
      all.add(NO);
    } else {
      all.add(writer(id));
      all.add(Digits.of(id.sequence()));
      all.add(now.isBefore(id.issuedAt().plus(limits.retryHorizon())) ? NO : YES);
    }
    all.add(Digits.plain(now.minus(limits.writerRetention()).toEpochMilli()));
    all.add(Bytes.EMPTY);
    all.add(Digits.plain(fresh.toMillis()));
    all.add(Digits.plain(limits.tombstoneRetention().toMillis()));
    all.add(Digits.plain(limits.maxTrimEntries()));
  }

  /** A writer's field in the cell: w and the sixteen bytes of its id. */
  private static Bytes writer(CommitId id) {
    ByteBuffer field = ByteBuffer.allocate(1 + 2 * Long.BYTES).put((byte) 'w');
    field.putLong(id.writer().getMostSignificantBits());
    field.putLong(id.writer().getLeastSignificantBits());
    return Bytes.wrap(field.array());
  }

  private void add(Precondition condition) {
    if (condition instanceof Precondition.HeadAbsent) {
      step("a");
    } else if (condition instanceof Precondition.HeadPresent) {
      step("p");
    } else if (condition instanceof Precondition.HeadVersion expected) {
      step("v", Digits.of(expected.version()));
    } else if (condition instanceof Precondition.HeadRevision expected) {
      step("r", Digits.of(expected.revision().version()), Digits.ofTag(expected.revision().tag()));
    } else if (condition instanceof Precondition.LogLast expected) {
      step("l", number(expected.log()), Digits.of(expected.last()));
    } else if (condition instanceof Precondition.RowAbsent expected) {
      step("w", number(expected.map()), expected.key(), Digits.of(0));
    } else if (condition instanceof Precondition.RowVersion expected) {
      step("w", number(expected.map()), expected.key(), Digits.of(expected.version()));
    }
  }

  private void add(Mutation mutation, Tags tags) {
    if (mutation instanceof Mutation.PutHead put) {
      step("P", Digits.of(put.version()), Digits.ofTag(tags.next()), put.value());
    } else if (mutation instanceof Mutation.DeleteHead) {
      step("D");
    } else if (mutation instanceof Mutation.Append append) {
      step("A", number(append.log()), Digits.of(append.offset()), append.value());
    } else if (mutation instanceof Mutation.AppendNext append) {
      step("N", number(append.log()), append.value());
    } else if (mutation instanceof Mutation.TrimThrough trim) {
      step("T", number(trim.log()), Digits.of(trim.through()));
    } else if (mutation instanceof Mutation.TrimToLatest trim) {
      step("K", number(trim.log()), Digits.plain(trim.keep()));
    } else if (mutation instanceof Mutation.TrimOlderThan trim) {
      step("O", number(trim.log()), Digits.plain(firstMilliNotBefore(trim.instant())));
    } else if (mutation instanceof Mutation.TruncateAfter truncate) {
      step("C", number(truncate.log()), Digits.of(truncate.after()));
    } else if (mutation instanceof Mutation.DropLog drop) {
      step("L", number(drop.log()));
    } else if (mutation instanceof Mutation.PutRow put) {
      step("W", number(put.map()), put.key(), put.value());
    } else if (mutation instanceof Mutation.DeleteRow delete) {
      step("X", number(delete.map()), delete.key());
    } else if (mutation instanceof Mutation.DropMap drop) {
      step("M", number(drop.map()));
    } else if (mutation instanceof Mutation.DeleteCell) {
      step("Z");
    }
  }

  private void step(String kind, Bytes... operands) {
    isShort &= SHORT.contains(kind);
    steps.add(Bytes.utf8(kind));
    steps.addAll(List.of(operands));
  }

  /** Entries have whole milliseconds; those before an instant are before this one. */
  private static long firstMilliNotBefore(Instant instant) {
    try {
      return instant.plusNanos(999_999).toEpochMilli();
    } catch (ArithmeticException | DateTimeException e) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private Bytes number(LogRef log) {
    return number(logs, log);
  }

  private Bytes number(MapRef map) {
    return number(maps, map);
  }

  private static <K> Bytes number(Map<K, Bytes> known, K key) {
    Bytes number = known.get(key);
    if (number == null) {
      number = Digits.plain(known.size() + 1L);
      known.put(key, number);
    }
    return number;
  }
}
