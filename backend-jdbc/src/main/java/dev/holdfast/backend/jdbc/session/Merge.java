package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.backend.jdbc.cell.StoredMark;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a log, one behind the other, that become one.
 *
 * @param after an offset behind which the first of them stands, and none before it
 * @param rows how many they are
 * @param run what takes their place
 */
record Merge(Offset after, int rows, EntryRun run) {

  /**
   * A row as it is stored.
   *
   * @param last where it stands
   * @param count how many entries are in it
   * @param bytes what these take in a run
   * @param entries the entries, unless they are too long to share a row
   */
  record Row(Offset last, int count, long bytes, List<LogEntry> entries) {

    /** Reads a row: its content, which may be missing where it is too long for a run; its marks. */
    static Row read(ResultSet row) throws SQLException {
      List<StoredMark> marks = EntryRun.marks(row.getBytes(2));
      long bytes = marks.stream().mapToLong(mark -> EntryRun.MARK + mark.bytes()).sum();
      return new Row(
          marks.get(marks.size() - 1).offset(),
          marks.size(),
          bytes,
          EntryRun.fit(marks.size(), bytes) ? EntryRun.read(row, 1) : List.of());
    }
  }

  /**
   * Returns how {@code rows} of a log, in their order, become fewer: each as many as fit into one.
   *
   * <p>Rows stay whole, but for entries that were trimmed, at {@code trimmed} and before.
   */
  static List<Merge> of(List<Row> rows, Offset trimmed) {
    List<Merge> merges = new ArrayList<>();
    int from = 0;
    int entries = 0;
    long bytes = 0;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (!EntryRun.fit(entries + row.count(), bytes + row.bytes())) {
        addTo(merges, rows.subList(from, i), trimmed);
        from = i;
        entries = 0;
        bytes = 0;
      }
      entries += row.count();
      bytes += row.bytes();
    }
    addTo(merges, rows.subList(from, rows.size()), trimmed);
    return merges;
  }

  private static void addTo(List<Merge> merges, List<Row> rows, Offset trimmed) {
    if (rows.size() > 1) {
      List<LogEntry> left =
          rows.stream()
              .flatMap(row -> row.entries().stream())
              .filter(entry -> entry.offset().isAfter(trimmed))
              .toList();
      merges.add(new Merge(rows.get(0).last().predecessor(), rows.size(), EntryRun.ofAll(left)));
    }
  }
}
