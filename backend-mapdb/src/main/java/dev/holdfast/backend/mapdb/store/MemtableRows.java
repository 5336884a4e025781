package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.value.Bytes;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** All rows of a memtable that no commit changes any more, in key order. */
final class MemtableRows implements Iterator<Map.Entry<Bytes, Value>> {

  private final Iterator<Map.Entry<Bytes, Slot>> cells;
  private Bytes prefix = Bytes.EMPTY;
  private Iterator<Map.Entry<Bytes, Value>> rows = Collections.emptyIterator();

  MemtableRows(Memtable memtable) {
    this.cells = memtable.ordered().entrySet().iterator();
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext() && cells.hasNext()) {
      Map.Entry<Bytes, Slot> cell = cells.next();
      prefix = cell.getKey();
      rows = cell.getValue().visible.entrySet().iterator();
    }
    return rows.hasNext();
  }

  @Override
  public Map.Entry<Bytes, Value> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Map.Entry<Bytes, Value> row = rows.next();
    return Map.entry(prefix.concat(row.getKey()), row.getValue());
  }
}
