package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.CellRows;
import dev.holdfast.backend.mapdb.row.MapRows;
import dev.holdfast.backend.mapdb.row.Rows;
import dev.holdfast.backend.mapdb.row.UsageRow;
import dev.holdfast.backend.mapdb.table.Table;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is to be found, newest first; replaced as a whole by checkpoints and merges.
 *
 * @param active what commits change
 * @param frozen what is being written to a table; {@code null} between checkpoints
 * @param tables the tables, newest first
 * @param usage the usage of all collections as of the newest table, by key
 */
record Snapshot(
    Memtable active, @Nullable Memtable frozen, List<Table> tables, Map<Bytes, UsageRow> usage) {

  Snapshot {
    tables = List.copyOf(tables);
  }

  /** Returns what readers see of a cell now: one state, whatever is committed later. */
  CellView visible(Bytes prefix) {
    List<Rows> layers = new ArrayList<>(tables.size() + 2);
    // Newest first: whoever sees a commit in a newer layer sees those before it in older ones.
    addVisible(layers, active.find(prefix));
    if (frozen != null) {
      addVisible(layers, frozen.find(prefix));
    }
    return withTables(layers, prefix);
  }

  private static void addVisible(List<Rows> layers, @Nullable Slot slot) {
    if (slot != null) {
      layers.add(new MapRows(slot.visible));
    }
  }

  /** Returns what a commit builds on, whose cell's lock is held; {@code changes} lie above it. */
  CellView newest(Bytes prefix, Rows changes) {
    List<Rows> layers = new ArrayList<>(tables.size() + 3);
    layers.add(changes);
    addNewest(layers, active.find(prefix));
    if (frozen != null) {
      addNewest(layers, frozen.find(prefix));
    }
    return withTables(layers, prefix);
  }

  private static void addNewest(List<Rows> layers, @Nullable Slot slot) {
    if (slot != null) {
      layers.add(new MapRows(slot.newest));
    }
  }

  private CellView withTables(List<Rows> layers, Bytes prefix) {
    for (Table table : tables) {
      layers.add(new CellRows(table, prefix));
    }
    return new CellView(layers);
  }

  /** Returns the usage of the collection with this key. */
  UsageRow usage(Bytes usageKey) {
    UsageRow sum = usage.getOrDefault(usageKey, UsageRow.NONE);
    if (frozen != null) {
      sum = sum.plus(frozen.usage().getOrDefault(usageKey, UsageRow.NONE));
    }
    return sum.plus(active.usage().getOrDefault(usageKey, UsageRow.NONE));
  }
}
