package dev.holdfast.tck.model;

import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Row;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws mutations and preconditions that fit a cell, or almost do. */
final class MutationSource {

  private static final List<LogRef> LOGS = List.of(new LogRef("log"), new LogRef("l\u00f6g{a}"));
  private static final List<MapRef> MAPS =
      List.of(
          MapRef.sorted("map"),
          MapRef.sorted("map"),
          MapRef.unsorted("map"),
          MapRef.sorted("{map}:*"));
  private static final List<Bytes> KEYS =
      List.of(
          Bytes.copyOf((byte) 0),
          Bytes.utf8("a"),
          Bytes.utf8("a\u0000"),
          Bytes.utf8("A"),
          Bytes.utf8("b "),
          Bytes.utf8("\ud83d\ude00"),
          Bytes.copyOf((byte) 0x80),
          Bytes.copyOf((byte) 0xFF, (byte) 0xFF));
  private static final List<Bytes> VALUES =
      List.of(
          Bytes.EMPTY,
          Bytes.utf8("x"),
          Bytes.utf8("x"),
          Bytes.utf8("yy"),
          Bytes.copyOf((byte) 0, (byte) 0xFF, (byte) 0x80),
          Bytes.utf8("z".repeat(200)));

  private final Random random;

  MutationSource(Random random) {
    this.random = random;
  }

  LogRef log() {
    return pick(LOGS);
  }

  MapRef map() {
    return pick(MAPS);
  }

  Bytes key() {
    return pick(KEYS);
  }

  Mutation mutation(ModelCell cell, Instant now) {
    LogRef log = log();
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3 -> new Mutation.PutHead(version(cell), pick(VALUES));
      case 4 -> new Mutation.DeleteHead();
      case 5, 6, 7, 8 -> append(cell, log);
      case 9, 10 -> new Mutation.AppendNext(log, pick(VALUES));
      case 11 -> new Mutation.TrimThrough(log, near(cell, log));
      case 12 -> new Mutation.TrimToLatest(log, random.nextInt(4));
      case 13 -> new Mutation.TrimOlderThan(log, now.minusMillis(random.nextInt(1_000)));
      case 14 -> new Mutation.TruncateAfter(log, near(cell, log));
      case 15 -> random.nextInt(3) == 0 ? new Mutation.DropLog(log) : append(cell, log);
      case 16, 17, 18, 19, 20 -> new Mutation.PutRow(map(), key(), pick(VALUES));
      case 21, 22 -> new Mutation.DeleteRow(map(), key());
      default ->
          switch (random.nextInt(3)) {
            case 0 -> new Mutation.DropMap(map());
            case 1 -> new Mutation.DeleteCell();
            default -> new Mutation.PutRow(map(), key(), pick(VALUES));
          };
    };
  }

  Precondition precondition(ModelCell cell) {
    MapRef map = map();
    Bytes key = key();
    Row row = cell.row(map, key);
    LogRef log = log();
    return switch (random.nextInt(8)) {
      case 0 -> new Precondition.HeadAbsent();
      case 1 -> new Precondition.HeadPresent();
      case 2, 3 -> new Precondition.HeadVersion(Math.max(1, cell.version - random.nextInt(5) / 4));
      case 4, 5 ->
          new Precondition.LogLast(log, random.nextInt(5) == 0 ? near(cell, log) : cell.last(log));
      default ->
          row == null || random.nextInt(5) == 0
              ? new Precondition.RowAbsent(map, key)
              : new Precondition.RowVersion(map, key, row.version());
    };
  }

  /** Returns an offset at or about the entries of a log. */
  Offset near(ModelCell cell, LogRef name) {
    ModelCell.Log log = cell.logs.get(name);
    Offset around =
        log == null || log.entries.isEmpty()
            ? cell.last(name)
            : pick(List.copyOf(log.entries.keySet()));
    return switch (random.nextInt(6)) {
      case 0 -> Offset.ORIGIN;
      case 1 -> new Offset(around.major(), Offset.INFINITE);
      case 2 -> around.equals(Offset.ORIGIN) ? around : around.predecessor();
      case 3 -> cell.last(name);
      default -> around;
    };
  }

  private Mutation append(ModelCell cell, LogRef log) {
    Offset last = cell.last(log);
    Offset beyond =
        switch (random.nextInt(12)) {
          case 0, 1, 2 -> within(last, 1 + random.nextInt(2));
          case 3, 4, 5, 6, 7 -> next(last);
          case 8 -> new Offset(Math.max(last.major(), (1L << 53) + random.nextInt(3)), 0);
          default -> near(cell, log);
        };
    return new Mutation.Append(log, beyond.canHoldEntry() ? beyond : next(last), pick(VALUES));
  }

  /** Draws entries that are appended to one log together. */
  List<Mutation> batch(ModelCell cell, int count) {
    LogRef log = log();
    Offset last = cell.last(log);
    boolean isWithin = random.nextInt(3) == 0 && within(last, 1).canHoldEntry();
    List<Mutation> batch = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      batch.add(
          isWithin
              ? new Mutation.Append(log, within(last, i), pick(VALUES))
              : new Mutation.AppendNext(log, pick(VALUES)));
    }
    return batch;
  }

  private static Offset next(Offset last) {
    return last.major() == Long.MAX_VALUE ? within(last, 1) : new Offset(last.major() + 1, 0);
  }

  private static Offset within(Offset last, int beyond) {
    long minor = Math.min(last.minor(), Offset.INFINITE - beyond - 1) + beyond;
    return new Offset(last.major(), minor);
  }

  private long version(ModelCell cell) {
    long current = cell.version;
    return switch (random.nextInt(12)) {
      case 0, 1 -> Math.max(1, current);
      case 2 -> Math.max(1, current - 1);
      case 3 -> current + 1 + random.nextInt(3);
      case 4 -> random.nextInt(8) == 0 ? Math.max(current, 1L << 53) + 1 : current + 1;
      default -> current + 1;
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
