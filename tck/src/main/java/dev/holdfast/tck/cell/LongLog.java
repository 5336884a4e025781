package dev.holdfast.tck.cell;

import static dev.holdfast.tck.cell.CellSuite.LOG;

import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A log to be compared with: random mutations of it, and the entries that they leave. */
final class LongLog {

  private static final int APPEND = 4;
  private static final int MOST_APPENDED = 150;
  private static final int MOST_KEPT = 200;
  private static final int LARGE_VALUE = 30_000;

  private final Limits limits;
  private final Random random;
  private final List<Offset> offsets = new ArrayList<>();
  private final Map<Offset, Instant> instants = new HashMap<>();
  private Offset last = Offset.ORIGIN;

  LongLog(Limits limits, Random random) {
    this.limits = limits;
    this.random = random;
  }

  /** Returns where the entries stand that there are. */
  List<Offset> offsets() {
    return offsets;
  }

  /** Returns a few mutations, which the log has undergone by then. */
  List<Mutation> mutate() {
    List<Mutation> mutations = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      switch (offsets.isEmpty() ? APPEND : random.nextInt(hasRoom() ? 2 * APPEND : APPEND)) {
        case 0 -> trimThrough(mutations);
        case 1 -> trimToLatest(mutations);
        case 2 -> trimOlderThan(mutations);
        case 3 -> truncate(mutations);
        default -> append(mutations);
      }
    }
    return mutations;
  }

  /** Returns a mutation that appends a single entry, which the log has by then. */
  Mutation appendOne() {
    List<Mutation> mutations = new ArrayList<>();
    append(mutations, 1);
    return mutations.get(0);
  }

  /** Learns when those were committed that were returned last. */
  void committed(Instant at) {
    offsets.forEach(offset -> instants.putIfAbsent(offset, at));
  }

  /** Returns when the entry at {@code offset} was appended. */
  Instant at(Offset offset) {
    return instants.getOrDefault(offset, Instant.MAX);
  }

  /** Tells whether more may be appended, so that one cut can remove all. */
  boolean hasRoom() {
    return offsets.size() + MOST_APPENDED <= limits.maxTrimEntries();
  }

  private void trimThrough(List<Mutation> mutations) {
    Offset through = anywhere();
    mutations.add(new Mutation.TrimThrough(LOG, through));
    offsets.removeIf(offset -> !offset.isAfter(through));
  }

  private void trimToLatest(List<Mutation> mutations) {
    int keep = random.nextInt(MOST_KEPT);
    mutations.add(new Mutation.TrimToLatest(LOG, keep));
    offsets.subList(0, Math.max(0, offsets.size() - keep)).clear();
  }

  private void trimOlderThan(List<Mutation> mutations) {
    Instant instant = at(offsets.get(random.nextInt(offsets.size())));
    if (!instant.equals(Instant.MAX)) { // it is there already
      mutations.add(new Mutation.TrimOlderThan(LOG, instant));
      offsets.removeIf(offset -> at(offset).isBefore(instant));
    }
  }

  private void truncate(List<Mutation> mutations) {
    Offset near = anywhere();
    Offset after =
        near.isAfter(offsets.get(0)) && last.isAfter(near)
            ? near
            : offsets.get(random.nextInt(offsets.size()));
    mutations.add(new Mutation.TruncateAfter(LOG, after));
    offsets.removeIf(offset -> offset.isAfter(after));
    instants.keySet().removeIf(offset -> offset.isAfter(after));
    last = after;
  }

  private void append(List<Mutation> mutations) {
    int most = Math.min(MOST_APPENDED, (limits.maxMutations() - mutations.size()) / 3);
    append(mutations, most < 1 ? 0 : 1 + random.nextInt(most));
  }

  private void append(List<Mutation> mutations, int count) {
    boolean next = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      last = next ? new Offset(last.major() + 1, 0) : later();
      offsets.add(last);
      Bytes value = value(last);
      mutations.add(
          next ? new Mutation.AppendNext(LOG, value) : new Mutation.Append(LOG, last, value));
    }
  }

  private Offset later() {
    return random.nextInt(4) == 0
        ? behind(last, 1 + random.nextInt(3))
        : new Offset(last.major() + 1 + random.nextInt(2), 0);
  }

  /**
   * Returns the value of the entry at {@code offset}: short as a rule, now and then a large one.
   */
  Bytes value(Offset offset) {
    long seed = offset.major() * 31 + offset.minor();
    int large = Math.min(LARGE_VALUE, limits.maxValueBytes());
    int length = (int) (seed % 47 == 0 ? large : Math.min(seed % 90, limits.maxValueBytes()));
    return Bytes.utf8(Long.toString(seed % 10).repeat(length));
  }

  /** Returns an offset at or beside one of the log's. */
  Offset anywhere() {
    Offset near =
        offsets.isEmpty() || random.nextInt(8) == 0
            ? last
            : offsets.get(random.nextInt(offsets.size()));
    return switch (random.nextInt(4)) {
      case 0 -> behind(near, 1);
      case 1 -> near.equals(Offset.ORIGIN) ? near : near.predecessor();
      default -> near;
    };
  }

  /** Returns an offset behind {@code offset}, whose minor may be the highest: a cut ends there. */
  private static Offset behind(Offset offset, int by) {
    return offset.minor() > Long.MAX_VALUE - by
        ? new Offset(offset.major() + 1, 0)
        : new Offset(offset.major(), offset.minor() + by);
  }

  /** Returns where the entries of a range stand, in its direction. */
  List<Offset> range(Offset after, Offset upTo, Direction direction) {
    List<Offset> range = new ArrayList<>(offsets);
    range.removeIf(offset -> !offset.isAfter(after) || offset.isAfter(upTo));
    if (direction == Direction.DESCENDING) {
      Collections.reverse(range);
    }
    return range;
  }

  /** Returns how many entries of a range an answer has room for. */
  int fitting(List<Offset> range, int most, long mostBytes) {
    long bytes = 0;
    for (int i = 0; i < range.size(); i++) {
      bytes += value(range.get(i)).length();
      if (i == most || (i > 0 && bytes > mostBytes)) {
        return i;
      }
    }
    return range.size();
  }
}
