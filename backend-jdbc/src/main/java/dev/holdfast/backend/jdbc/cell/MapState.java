package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.support.MapRecord;

/**
 * What the cell's row keeps of a map.
 *
 * @param counters its incarnation and number of rows
 * @param bytes how many bytes its rows' keys and values have
 */
public record MapState(MapRecord counters, long bytes) {

  /** Returns this map with other counters. */
  public MapState with(MapRecord newCounters) {
    return new MapState(newCounters, bytes);
  }

  /** Returns this map with {@code change} more bytes. */
  public MapState grown(long change) {
    return new MapState(counters, bytes + change);
  }
}
