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
      "num, version, tag, head_at, sequence, updated_at, stamp, state";

  /** How many there are. */
  public static final int COUNT = 8;

  private CellColumns() {}

  /** Reads the columns from number {@code from} on. */
  public static StoredCell read(ResultSet row, int from) throws SQLException {
    CellState state = StateCodec.decode(row.getBytes(from + 7));
    long headAt = row.getLong(from + 3);
    Instant headInstant = row.wasNull() ? null : Instant.ofEpochMilli(headAt);
    return new StoredCell(
        row.getLong(from),
        row.getLong(from + 6),
        new CellRecord(
            row.getLong(from + 1),
            row.getLong(from + 2),
            headInstant,
            row.getLong(from + 4),
            Instant.ofEpochMilli(row.getLong(from + 5)),
            state.incarnations()),
        state);
  }

  /** Returns the milliseconds of {@code instant}; {@code null} for {@code null}. */
  public static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
