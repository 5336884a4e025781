package dev.holdfast.tck.model;

import dev.holdfast.spi.Direction;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowsAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the model answers to parts of a read. Incarnations are numbers of the model's own.
 *
 * <p>Scans are not here: a backend is free in how it cuts pages, so their rows are compared whole.
 */
final class ModelReads {

  private ModelReads() {}

  static HeadAnswer head(ModelCell cell) {
    return cell.head == null ? HeadAnswer.ABSENT : new HeadAnswer.Present(cell.head);
  }

  static LogStats stats(ModelCell cell, LogRef name) {
    ModelCell.Log log = cell.logs.get(name);
    return log == null
        ? LogStats.ABSENT
        : new LogStats(
            true,
            log.incarnation,
            log.entries.size(),
            log.entries.isEmpty() ? null : log.entries.firstKey(),
            log.last,
            log.trimmedThrough);
  }

  static LogAnswer log(ModelCell cell, Part.LogPart part) {
    ModelCell.Log log = cell.logs.get(part.log());
    if (log == null) {
      return LogAnswer.ABSENT;
    }
    List<LogEntry> range = new ArrayList<>(log.entries.values());
    range.removeIf(
        entry -> !entry.offset().isAfter(part.after()) || entry.offset().isAfter(part.upTo()));
    if (part.direction() == Direction.DESCENDING) {
      Collections.reverse(range);
    }
    int taken = 0;
    long bytes = 0;
    while (taken < Math.min(range.size(), part.maxEntries())) {
      bytes += range.get(taken).value().length();
      if (taken > 0 && bytes > part.maxBytes()) {
        break;
      }
      taken++;
    }
    return new LogAnswer(
        true,
        log.incarnation,
        log.last,
        log.trimmedThrough,
        range.subList(0, taken),
        taken < range.size());
  }

  static RowsAnswer rows(ModelCell cell, Part.RowsPart part) {
    ModelCell.Rows map = cell.maps.get(part.map());
    return map == null
        ? RowsAnswer.ABSENT
        : RowsAnswer.of(
            map.rows().values().stream().filter(row -> part.keys().contains(row.key())).toList());
  }

  static MapStats stats(ModelCell cell, MapRef name) {
    ModelCell.Rows map = cell.maps.get(name);
    return map == null ? MapStats.ABSENT : new MapStats(true, map.incarnation(), map.rows().size());
  }

  /** Returns all rows that a scan leads to, in its order; an unsorted map's in order of keys. */
  static List<Row> scan(ModelCell cell, Part.ScanPart part) {
    ModelCell.Rows map = cell.maps.get(part.map());
    if (map == null) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>(map.rows().values());
    rows.removeIf(
        row ->
            part.from() != null && row.key().compareTo(part.from()) < 0
                || part.to() != null && row.key().compareTo(part.to()) >= 0);
    if (part.direction() == Direction.DESCENDING) {
      Collections.reverse(rows);
    }
    return rows;
  }
}
