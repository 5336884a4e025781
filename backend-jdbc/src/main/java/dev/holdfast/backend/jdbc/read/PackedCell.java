package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.CellState;
import dev.holdfast.backend.jdbc.cell.StateCodec;
import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.Packing;
import dev.holdfast.spi.support.CellRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a cell's row holds besides its head's value, in one binary value. */
final class PackedCell {

  /** Stands for an instant that is not there; no smaller number can be written in SQL. */
  static final long NO_INSTANT = -Long.MAX_VALUE;

  private PackedCell() {}

  /** Returns the expression for it. */
  static String expression(Packing packing) {
    return packing.row(
        packing.number("num"),
        packing.number("stamp"),
        packing.number("version"),
        packing.number("tag"),
        instantOrNone(packing, "head_at"),
        packing.number("sequence"),
        packing.number("updated_at"),
        "state");
  }

  /** Returns the expression for an instant that may be null. */
  static String instantOrNone(Packing packing, String column) {
    return packing.number("COALESCE(%s, %d)".formatted(column, NO_INSTANT));
  }

  /** Reads it; returns {@code seen} if it is the same cell in the same state. */
  static StoredCell read(byte[] packed, @Nullable StoredCell seen) {
    ByteBuffer row = ByteBuffer.wrap(packed);
    long num = row.getLong();
    long stamp = row.getLong();
    if (seen != null && seen.num() == num && seen.stamp() == stamp) {
      return seen;
    }
    long version = row.getLong();
    long tag = row.getLong();
    long headAt = row.getLong();
    long sequence = row.getLong();
    Instant updatedAt = Instant.ofEpochMilli(row.getLong());
    byte[] content = new byte[row.remaining()];
    row.get(content);
    CellState state = StateCodec.decode(content);
    Instant headInstant = headAt == NO_INSTANT ? null : Instant.ofEpochMilli(headAt);
    return new StoredCell(
        num,
        stamp,
        new CellRecord(version, tag, headInstant, sequence, updatedAt, state.incarnations()),
        state);
  }
}
