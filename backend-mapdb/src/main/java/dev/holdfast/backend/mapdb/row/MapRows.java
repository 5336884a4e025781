package dev.holdfast.backend.mapdb.row;

import dev.holdfast.value.Bytes;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a sorted map in memory holds.
 *
 * @param map the map
 */
public record MapRows(NavigableMap<Bytes, Value> map) implements Rows {

  @Override
  public @Nullable Value get(Bytes key) {
    return map.get(key);
  }

  @Override
  public Iterator<Map.Entry<Bytes, Value>> range(Bytes from, Bytes to, boolean descending) {
    NavigableMap<Bytes, Value> part = map.subMap(from, true, to, false);
    return (descending ? part.descendingMap() : part).entrySet().iterator();
  }
}
