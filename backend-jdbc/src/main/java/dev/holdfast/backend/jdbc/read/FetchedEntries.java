package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Entries of a log, among them others that stand in the same rows. */
final class FetchedEntries extends Fetched<LogEntry> {

  /** How many times fewer the rows have to be for writing them anew to pay. */
  private static final int MUCH = 8;

  private final long incarnation;
  private final List<LogEntry> ofLastRow = new ArrayList<>();
  private int rows;

  FetchedEntries(long incarnation) {
    this.incarnation = incarnation;
  }

  @Override
  void read(ResultSet row, List<LogEntry> into) throws SQLException {
    EntryRun.addTo(into, row, CONTENT);
    rows++;
  }

  /** Takes the row in which the range ends, which may lie far behind those read before. */
  void takeLast(ResultSet row) throws SQLException {
    EntryRun.addTo(ofLastRow, row, CONTENT);
  }

  @Override
  List<LogEntry> in(Comparator<LogEntry> order) {
    all().addAll(ofLastRow);
    ofLastRow.clear();
    return super.in(order);
  }

  /**
   * Tells {@code listener} where they stand in many rows, {@code most} at least, that hold as much
   * as a few could.
   *
   * <p>Runs that are full by half are not found so, however they are cut: what was put together
   * once is not found again.
   */
  void tellScattered(CellRef cell, int most, ScatterListener listener) {
    if (rows >= most && rows >= MUCH * runs()) {
      Offset first = Offset.END;
      Offset last = Offset.ORIGIN;
      for (LogEntry entry : all()) {
        first = first.isAfter(entry.offset()) ? entry.offset() : first;
        last = Offset.max(last, entry.offset());
      }
      listener.scattered(cell, incarnation, first, last);
    }
  }

  private long runs() {
    int alone = 0;
    long bytes = 0;
    for (LogEntry entry : all()) {
      int more = EntryRun.MARK + entry.value().length();
      alone += more > EntryRun.MAX_BYTES ? 1 : 0;
      bytes += more > EntryRun.MAX_BYTES ? 0 : more;
    }
    return 1 + alone + Math.max(all().size() / EntryRun.MAX_ENTRIES, bytes / EntryRun.MAX_BYTES);
  }
}
