package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.CellKeys;
import dev.holdfast.backend.mapdb.row.CellRow;
import dev.holdfast.backend.mapdb.row.RowKeys;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides, row by row in key order, what a new table need not hold.
 *
 * <p>The contents of dropped logs and maps always go. Where nothing older lies below the new table,
 * marks of deletion and of drops go too, and cells that were deleted long ago with all that is
 * remembered of them.
 */
final class RowFilter {

  private final boolean lowest;
  private final Instant sweepBefore;
  private Bytes prefix = Bytes.EMPTY;
  private @Nullable Bytes dropped;
  private boolean swept;

  RowFilter(boolean lowest, Instant sweepBefore) {
    this.lowest = lowest;
    this.sweepBefore = sweepBefore;
  }

  boolean keeps(Bytes key, Value value) {
    if (!CellKeys.isOfCell(key)) {
      return true;
    }
    if (prefix.isEmpty() || !key.startsWith(prefix)) {
      prefix = key.slice(0, CellKeys.prefixLength(key));
      dropped = null;
      swept = false;
    }
    if (dropped != null && key.startsWith(dropped)) {
      return false;
    }
    Bytes row = key.slice(prefix.length(), key.length());
    if (RowKeys.isDrop(row)) {
      dropped = key;
      return !lowest;
    }
    swept |= lowest && row.equals(RowKeys.CELL) && isForgotten(value);
    return !(lowest && value.isDeleted()) && !swept;
  }

  private boolean isForgotten(Value value) {
    if (value.isDeleted()) {
      return false;
    }
    CellRow cell = CellRow.decode(value.bytes());
    Instant updatedAt = cell.cell().updatedAt();
    return !cell.isListed() && updatedAt != null && updatedAt.isBefore(sweepBefore);
  }
}
