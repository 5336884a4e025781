package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in the {@code state} column of a cell's row.
 *
 * @param incarnations the last incarnation that was given away
 * @param headBytes how many bytes the head's value has
 * @param logs its logs
 * @param maps its maps
 * @param floors where logs of a deleted cell ended
 * @param lastWriter the last writer; {@code null} if there was none
 */
public record CellState(
    long incarnations,
    int headBytes,
    Map<LogRef, LogState> logs,
    Map<MapRef, MapState> maps,
    Map<LogRef, Offset> floors,
    @Nullable LastWriter lastWriter) {

  /** The state of a cell that was never written. */
  public static final CellState EMPTY = new CellState(0, 0, Map.of(), Map.of(), Map.of(), null);

  /** Returns how many bytes the head, all entries and all rows have. */
  public long bytes() {
    long bytes = headBytes;
    for (LogState log : logs.values()) {
      bytes += log.bytes();
    }
    for (MapState map : maps.values()) {
      bytes += map.bytes();
    }
    return bytes;
  }
}
