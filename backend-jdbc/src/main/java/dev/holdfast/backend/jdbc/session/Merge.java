package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a log, one behind the other, that become one.
 *
 * @param after an offset behind which the first of them stands, and none before it
 * @param run what takes their place
 */
record Merge(Offset after, EntryRun run) {

  /**
   * Returns how {@code rows} of a log, in their order, become fewer: each as many as fit into one.
   *
   * <p>Rows stay whole, but for entries that were trimmed, at {@code trimmed} and before.
   */
  static List<Merge> of(List<List<LogEntry>> rows, Offset trimmed) {
    List<Merge> merges = new ArrayList<>();
    int from = 0;
    int entries = 0;
    long bytes = 0;
    for (int i = 0; i < rows.size(); i++) {
      List<LogEntry> row = rows.get(i);
      long more = bytes(row);
      if (!EntryRun.fit(entries + row.size(), bytes + more)) {
        addTo(merges, rows.subList(from, i), trimmed);
        from = i;
        entries = 0;
        bytes = 0;
      }
      entries += row.size();
      bytes += more;
    }
    addTo(merges, rows.subList(from, rows.size()), trimmed);
    return merges;
  }

  private static void addTo(List<Merge> merges, List<List<LogEntry>> rows, Offset trimmed) {
    if (rows.size() > 1) {
      List<LogEntry> left =
          rows.stream()
              .flatMap(List::stream)
              .filter(entry -> entry.offset().isAfter(trimmed))
              .toList();
      merges.add(new Merge(last(rows.get(0)).predecessor(), EntryRun.ofAll(left)));
    }
  }

  private static long bytes(List<LogEntry> row) {
    return row.stream().mapToLong(entry -> EntryRun.MARK + entry.value().length()).sum();
  }

  /** Returns where a row stands. */
  static Offset last(List<LogEntry> row) {
    return row.get(row.size() - 1).offset();
  }
}
