package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.CellRow;
import dev.holdfast.backend.mapdb.row.MapRows;
import dev.holdfast.backend.mapdb.row.RowKeys;
import dev.holdfast.backend.mapdb.row.UsageRow;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.value.Bytes;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one commit changes of a cell, kept apart from what others see. Used by one thread. */
final class CellChanges {

  /** The changed rows, by key; {@link Value#DELETED} for those that go. */
  final TreeMap<Bytes, Value> rows = new TreeMap<>();

  /** The cell as this commit sees it, its own changes included. */
  final CellView view;

  private final CellRow before;
  private CellRow cell;
  private long usedBytes;

  CellChanges(Snapshot snapshot, Bytes prefix) {
    this.view = snapshot.newest(prefix, new MapRows(rows));
    this.before = view.cell();
    this.cell = before;
  }

  CellRow cell() {
    return cell;
  }

  void cell(CellRow changed) {
    cell = changed;
  }

  boolean isCellChanged() {
    return !cell.equals(before);
  }

  @Nullable Value get(Bytes key) {
    return view.get(key);
  }

  void put(Bytes key, Value value) {
    rows.put(key, value);
  }

  void delete(Bytes key) {
    rows.put(key, Value.DELETED);
  }

  /** Adds to the bytes in use. */
  void use(long bytes) {
    usedBytes += bytes;
  }

  /** Counts a log or map that is made. */
  void addPart() {
    cell = cell.withParts(1);
  }

  /** Drops a log's entries or a map's rows with one row, whatever their number. */
  void dropPart(long incarnation, long bytes) {
    Bytes contents = RowKeys.contents(incarnation);
    rows.tailMap(contents, false).headMap(CellView.end(contents)).clear();
    put(contents, Value.of(Bytes.EMPTY));
    use(-bytes);
    cell = cell.withParts(-1);
  }

  /** Returns what the changes mean for the usage of the collection. */
  UsageRow usage(int idBytes) {
    int listed = (cell.isListed() ? 1 : 0) - (before.isListed() ? 1 : 0);
    return new UsageRow(listed, usedBytes + (long) listed * idBytes);
  }
}
