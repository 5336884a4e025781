package dev.holdfast.backend.mapdb.row;

import dev.holdfast.value.Bytes;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one cell among the rows of many.
 *
 * @param all the rows of many cells
 * @param prefix the beginning of the cell's keys, left out here
 */
public record CellRows(Rows all, Bytes prefix) implements Rows {

  @Override
  public @Nullable Value get(Bytes key) {
    return all.get(prefix.concat(key));
  }

  @Override
  public Iterator<Map.Entry<Bytes, Value>> range(Bytes from, Bytes to, boolean descending) {
    var rows = all.range(prefix.concat(from), prefix.concat(to), descending);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Map.Entry<Bytes, Value> next() {
        var row = rows.next();
        return Map.entry(
            row.getKey().slice(prefix.length(), row.getKey().length()), row.getValue());
      }
    };
  }
}
