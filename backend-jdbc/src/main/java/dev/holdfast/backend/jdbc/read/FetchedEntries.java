package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Entries of a log. */
final class FetchedEntries extends Fetched<LogEntry> {

  /** Entries that were written together share it. */
  private Instant latest = Instant.EPOCH;

  @Override
  LogEntry read(ResultSet row) throws SQLException {
    Offset offset = Positions.decode(row.getBytes(KEY));
    return new LogEntry(offset, ReadStatement.bytes(row, CONTENT), at(row.getLong(NUMBER)));
  }

  private Instant at(long millis) {
    if (millis != latest.toEpochMilli()) {
      latest = Instant.ofEpochMilli(millis);
    }
    return latest;
  }
}
