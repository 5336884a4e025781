package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.support.CellRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of a cell's row that make a {@link StoredCell}. */
public final class CellColumns {

  /** Their names, in the order in which {@link #read} expects them. */
  public static final String NAMES =
      "state, stamp, num, version, tag, head_at, sequence, updated_at";

  /** How many there are. */
  public static final int COUNT = 8;

  private CellColumns() {}

  /** Reads the columns from number {@code from} on. */
  public static StoredCell read(ResultSet row, int from) throws SQLException {
    return read(row, from, null);
  }

  /**
   * Reads the columns from number {@code from} on; returns {@code seen} if it is the same cell in
   * the same state.
   */
  public static StoredCell read(ResultSet row, int from, @Nullable StoredCell seen)
      throws SQLException {
    long stamp = row.getLong(from + 1);
    long num = row.getLong(from + 2);
    if (seen != null && seen.num() == num && seen.stamp() == stamp) {
      return seen;
    }
    CellState state = StateCodec.decode(row.getBytes(from));
    long headAt = row.getLong(from + 5);
    Instant headInstant = row.wasNull() ? null : Instant.ofEpochMilli(headAt);
    return new StoredCell(
        num,
        stamp,
        new CellRecord(
            row.getLong(from + 3),
            row.getLong(from + 4),
            headInstant,
            row.getLong(from + 6),
            Instant.ofEpochMilli(row.getLong(from + 7)),
            state.incarnations()),
        state);
  }

  /** Returns the milliseconds of {@code instant}; {@code null} for {@code null}. */
  public static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
