package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.MapState;
import dev.holdfast.backend.jdbc.cell.StoredMark;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.spi.support.LogRecord;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Makes answers of the rows that were fetched, no larger than was asked for. */
final class Answers {

  private Answers() {}

  static LogAnswer entries(LogState log, Part.LogPart part, FetchedEntries found) {
    return log.counters()
        .answer(part, found.in(inOrder(LogEntry::offset, part.direction())), false);
  }

  static LogStats stats(LogState log, FetchedMarks first) {
    LogRecord counters = log.counters();
    Offset oldest = null;
    for (StoredMark mark : first.in(inOrder(StoredMark::offset, Direction.DESCENDING))) {
      oldest = mark.offset().isAfter(counters.trimmedThrough()) ? mark.offset() : oldest;
    }
    return new LogStats(
        true,
        counters.incarnation(),
        counters.count(),
        oldest,
        counters.last(),
        counters.trimmedThrough());
  }

  static RowsAnswer rows(FetchedRows found) {
    return RowsAnswer.of(found.all());
  }

  static RowPage page(MapState map, Part.ScanPart part, FetchedRows found) {
    long incarnation = map.counters().incarnation();
    List<Row> rows = found.in(inOrder(Row::key, part.direction()));
    int count = 0;
    long bytes = 0;
    for (Row row : rows) {
      bytes += row.key().length() + row.value().length();
      if (isFull(count, part.maxRows(), bytes, part.maxBytes())) {
        Cursor cursor = new Cursor(incarnation, rows.get(count - 1).key());
        return new RowPage(true, incarnation, rows.subList(0, count), cursor.encode());
      }
      count++;
    }
    return new RowPage(true, incarnation, rows, null);
  }

  private static <T, K extends Comparable<K>> Comparator<T> inOrder(
      Function<T, K> key, Direction direction) {
    Comparator<T> ascending = Comparator.comparing(key);
    return direction == Direction.DESCENDING ? ascending.reversed() : ascending;
  }

  private static boolean isFull(int count, int maxCount, long bytes, long maxBytes) {
    return count == maxCount || (count > 0 && bytes > maxBytes);
  }
}
