package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.UsageRow;
import dev.holdfast.value.Bytes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** All rows changed since a checkpoint, by cell; thread-safe. */
final class Memtable {

  /** What a row costs in memory beside its bytes, about. */
  private static final int ROW_WEIGHT = 100;

  private static final int FREED_PART = 4;

  private final Map<Bytes, Slot> slots = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Bytes, Slot> ordered = new ConcurrentSkipListMap<>();
  private final Map<Bytes, UsageRow> usage = new ConcurrentHashMap<>();
  private final LongAdder weight = new LongAdder();

  /** Returns the slot of the cell with this prefix, if it has one. */
  @Nullable Slot find(Bytes prefix) {
    return slots.get(prefix);
  }

  /** Returns the slot of the cell with this prefix, made if need be. */
  Slot slot(Bytes prefix) {
    Slot found = slots.get(prefix);
    if (found != null) {
      return found;
    }
    Slot slot = slots.computeIfAbsent(prefix, absent -> new Slot());
    ordered.put(prefix, slot);
    return slot;
  }

  /** Returns all slots by prefix, in order. */
  ConcurrentSkipListMap<Bytes, Slot> ordered() {
    return ordered;
  }

  /** Notes what a commit changed in the usage of a collection. */
  void addUsage(Bytes usageKey, UsageRow change) {
    usage.merge(usageKey, change, UsageRow::plus);
  }

  /** Returns how usage changed since the checkpoint, by key. */
  Map<Bytes, UsageRow> usage() {
    return usage;
  }

  /**
   * Notes that a commit brought so many bytes and rows. What it freed counts for a part, so that
   * after large drops a checkpoint comes soon and gives the space back.
   */
  void addWeight(int bytes, int rows, long usedBytes) {
    weight.add(bytes + (long) rows * ROW_WEIGHT + Math.max(0, -usedBytes) / FREED_PART);
  }

  /** Returns about how many bytes of memory this takes. */
  long weight() {
    return weight.sum();
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }
}
