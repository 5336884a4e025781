package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.spi.LogEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Entries of a log, among them others that stand in the same rows. */
final class FetchedEntries extends Fetched<LogEntry> {

  @Override
  void read(ResultSet row, List<LogEntry> into) throws SQLException {
    EntryRun.addTo(into, row, CONTENT);
  }
}
