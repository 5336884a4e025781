package dev.holdfast.backend.memory;

import dev.holdfast.spi.Head;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.CellRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * One state of a cell; never changes.
 *
 * @param cell the cell's record
 * @param head the head, ready to be handed out; {@code null} if there is none
 * @param logs the logs that are there
 * @param maps the maps that are there
 * @param floors where logs ended when the cell was deleted
 * @param bytes what head, logs and maps hold
 */
record CellState(
    CellRecord cell,
    @Nullable Head head,
    Map<LogRef, Log> logs,
    Map<MapRef, Rows> maps,
    PMap<LogRef, Offset> floors,
    long bytes) {

  /** The state of a cell that was never written, or was forgotten. */
  static final CellState UNKNOWN =
      new CellState(CellRecord.UNKNOWN, null, Map.of(), Map.of(), HashTreePMap.empty(), 0);

  /** Returns the number of the commit that made this state; 0 before the first. */
  long sequence() {
    return cell.sequence();
  }

  /** Tells whether a listing shows the cell; if not, this is a tombstone. */
  boolean isLive() {
    return head != null || !logs.isEmpty() || !maps.isEmpty();
  }
}
