package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.spi.LogEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Entries of a log, among them others that stand in the same rows. */
final class FetchedEntries extends Fetched<LogEntry> {

  /** How many times fewer the rows have to be for writing them anew to pay. */
  private static final int MUCH = 8;

  private final long incarnation;
  private int rows;

  FetchedEntries(long incarnation) {
    this.incarnation = incarnation;
  }

  @Override
  void read(ResultSet row, List<LogEntry> into) throws SQLException {
    EntryRun.addTo(into, row, CONTENT);
    rows++;
  }

  /** Returns the incarnation of their log. */
  long incarnation() {
    return incarnation;
  }

  /**
   * Tells whether they stand in many rows, {@code most} at least, that hold as much as a few could.
   *
   * <p>Runs that are full by half are not found so, however they are cut: what was put together
   * once is not found again.
   */
  boolean isScattered(int most) {
    return rows >= most && rows >= MUCH * runs();
  }

  private long runs() {
    long bytes = 0;
    for (LogEntry entry : all()) {
      bytes += EntryRun.MARK + entry.value().length();
    }
    return 1 + Math.max(all().size() / EntryRun.MAX_ENTRIES, bytes / EntryRun.MAX_BYTES);
  }
}
