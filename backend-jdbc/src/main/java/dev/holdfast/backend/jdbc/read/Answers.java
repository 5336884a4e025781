package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.MapState;
import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.spi.support.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes answers of the rows that were fetched, no larger than was asked for. */
final class Answers {

  private Answers() {}

  static LogAnswer entries(LogState log, Part.LogPart part, List<Fetched> found) {
    List<LogEntry> entries = new ArrayList<>(found.size());
    long bytes = 0;
    for (Fetched row : inOrder(found, part.direction())) {
      bytes += row.content().length();
      if (isFull(entries.size(), part.maxEntries(), bytes, part.maxBytes())) {
        return answer(log.counters(), entries, true);
      }
      entries.add(
          new LogEntry(
              Positions.decode(row.key().toArray()),
              row.content(),
              Instant.ofEpochMilli(row.number())));
    }
    return answer(log.counters(), entries, false);
  }

  private static LogAnswer answer(LogRecord log, List<LogEntry> entries, boolean more) {
    return new LogAnswer(true, log.incarnation(), log.last(), log.trimmedThrough(), entries, more);
  }

  static LogStats stats(LogState log, List<Fetched> first) {
    LogRecord counters = log.counters();
    return new LogStats(
        true,
        counters.incarnation(),
        counters.count(),
        first.isEmpty() ? null : Positions.decode(first.get(0).key().toArray()),
        counters.last(),
        counters.trimmedThrough());
  }

  static RowsAnswer rows(List<Fetched> found) {
    return RowsAnswer.of(found.stream().map(Answers::row).toList());
  }

  static RowPage page(MapState map, Part.ScanPart part, List<Fetched> found) {
    long incarnation = map.counters().incarnation();
    List<Row> rows = new ArrayList<>(found.size());
    long bytes = 0;
    for (Fetched row : inOrder(found, part.direction())) {
      bytes += row.key().length() + row.content().length();
      if (isFull(rows.size(), part.maxRows(), bytes, part.maxBytes())) {
        Cursor cursor = new Cursor(incarnation, rows.get(rows.size() - 1).key());
        return new RowPage(true, incarnation, rows, cursor.encode());
      }
      rows.add(row(row));
    }
    return new RowPage(true, incarnation, rows, null);
  }

  private static Row row(Fetched row) {
    return new Row(row.key(), row.content(), row.number());
  }

  /** A union of selects has no order of its own, though each of them mostly keeps its. */
  private static List<Fetched> inOrder(List<Fetched> found, Direction direction) {
    Comparator<Fetched> ascending = Comparator.comparing(Fetched::key);
    found.sort(direction == Direction.DESCENDING ? ascending.reversed() : ascending);
    return found;
  }

  private static boolean isFull(int count, int maxCount, long bytes, long maxBytes) {
    return count == maxCount || (count > 0 && bytes > maxBytes);
  }
}
