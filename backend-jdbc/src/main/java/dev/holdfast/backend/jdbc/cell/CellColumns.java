package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.support.CellRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a cell's row that make a {@link StoredCell}: its {@link Counters} and its state.
 * The others are there for conditions.
 */
public final class CellColumns {

  /** Their names, in the order in which {@link #read} expects them. */
  public static final String NAMES = Counters.COLUMN + ", state";

  /** How many there are. */
  public static final int COUNT = 2;

  /** Both as one value, in SQL that joins binary values so. */
  public static final String JOINED = Counters.COLUMN + " || state";

  private CellColumns() {}

  /**
   * Reads the columns from number {@code from} on; returns {@code seen} if it is the same cell in
   * the same state.
   */
  public static StoredCell read(ResultSet row, int from, @Nullable StoredCell seen)
      throws SQLException {
    Counters counters = Counters.read(row.getBytes(from));
    return seen != null && counters.isOf(seen) ? seen : cell(counters, row.getBytes(from + 1), 0);
  }

  /**
   * Reads what {@link #JOINED} selects as column number {@code column}; returns {@code seen} if it
   * is the same cell in the same state.
   */
  public static StoredCell readJoined(ResultSet row, int column, @Nullable StoredCell seen)
      throws SQLException {
    byte[] both = row.getBytes(column);
    Counters counters = Counters.read(both);
    return seen != null && counters.isOf(seen) ? seen : cell(counters, both, counters.length());
  }

  private static StoredCell cell(Counters counters, byte[] content, int stateAt) {
    CellState state = StateCodec.decode(content, stateAt);
    CellRecord record =
        new CellRecord(
            counters.version(),
            counters.tag(),
            counters.headAt(),
            counters.sequence(),
            counters.updatedAt(),
            state.incarnations());
    return new StoredCell(counters.num(), counters.stamp(), record, state);
  }
}
