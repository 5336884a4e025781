package dev.holdfast.examples.backend;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;

/** Answers the parts of a read; a cell that readers see never changes, so all from one state. */
final class CellReader {

  private CellReader() {}

  static CellAnswer answer(Cell cell, List<Part<?>> parts) {
    return new CellAnswer(
        cell.cell.version(),
        cell.cell.sequence(),
        cell.cell.updatedAt(),
        parts.stream().map(part -> answer(cell, part)).toList());
  }

  private static PartAnswer answer(Cell cell, Part<?> part) {
    if (part instanceof Part.HeadPart wanted) {
      return head(cell, wanted);
    } else if (part instanceof Part.LogPart wanted) {
      Cell.Log log = cell.logs.get(wanted.log());
      return log == null ? LogAnswer.ABSENT : range(log, wanted);
    } else if (part instanceof Part.LogStatsPart wanted) {
      Cell.Log log = cell.logs.get(wanted.log());
      return log == null ? LogStats.ABSENT : statistics(log);
    } else if (part instanceof Part.RowsPart wanted) {
      Cell.Rows map = cell.maps.get(wanted.map());
      return map == null ? RowsAnswer.ABSENT : byKey(map, wanted);
    } else if (part instanceof Part.ScanPart wanted) {
      Cell.Rows map = cell.maps.get(wanted.map());
      return map == null ? RowPage.ABSENT : scan(map, wanted);
    } else if (part instanceof Part.MapStatsPart wanted) {
      Cell.Rows map = cell.maps.get(wanted.map());
      return map == null
          ? MapStats.ABSENT
          : new MapStats(true, map.header().incarnation(), map.header().rows());
    }
    throw new AssertionError(part);
  }

  private static HeadAnswer head(Cell cell, Part.HeadPart wanted) {
    Revision revision = cell.cell.head();
    if (revision == null) {
      return HeadAnswer.ABSENT;
    }
    return revision.equals(wanted.unless())
        ? new HeadAnswer.Unchanged(revision)
        : new HeadAnswer.Present(
            new Head(revision, cell.headValue(), requireNonNull(cell.cell.headAt())));
  }

  // snippet: range
  private static LogAnswer range(Cell.Log log, Part.LogPart wanted) {
    LogRecord header = log.header();
    if (wanted.incarnation() != 0 && wanted.incarnation() != header.incarnation()) {
      return LogAnswer.ABSENT; // the log that the reader began with was dropped
    }
    Offset upTo = Offset.max(wanted.after(), wanted.upTo());
    var range = log.entries().subMap(wanted.after(), false, upTo, true);
    Page<LogEntry> page =
        Page.of(
            wanted.direction() == Direction.ASCENDING ? range : range.descendingMap(),
            wanted.maxEntries(),
            wanted.maxBytes(),
            entry -> entry.value().length());
    return new LogAnswer(
        true,
        header.incarnation(),
        header.last(),
        header.trimmedThrough(),
        page.items(),
        page.more());
  }

  // end of snippet

  private static LogStats statistics(Cell.Log log) {
    LogRecord header = log.header();
    Offset first = log.entries().isEmpty() ? null : log.entries().firstKey();
    return new LogStats(
        true, header.incarnation(), header.count(), first, header.last(), header.trimmedThrough());
  }

  private static RowsAnswer byKey(Cell.Rows map, Part.RowsPart wanted) {
    return RowsAnswer.of(
        wanted.keys().stream().map(map.byKey()::get).filter(Objects::nonNull).distinct().toList());
  }

  /** A cursor is the map's incarnation, eight bytes, and the last key of the page before. */
  private static RowPage scan(Cell.Rows map, Part.ScanPart wanted) {
    Bytes incarnation = Bytes.ofLong(map.header().incarnation());
    NavigableMap<Bytes, Row> range = map.byKey();
    if (wanted.from() != null) {
      range = range.tailMap(wanted.from(), true);
    }
    if (wanted.to() != null) {
      Bytes from = wanted.from();
      boolean empty = from != null && from.compareTo(wanted.to()) > 0;
      range = range.headMap(empty ? from : wanted.to(), false);
    }
    if (wanted.direction() == Direction.DESCENDING) {
      range = range.descendingMap();
    }
    Bytes cursor = wanted.cursor();
    if (cursor != null) {
      if (!cursor.startsWith(incarnation)) {
        return RowPage.ABSENT; // the map that the scan began in was dropped
      }
      range = range.tailMap(cursor.slice(Long.BYTES, cursor.length()), false);
    }
    Page<Row> page =
        Page.of(
            range,
            wanted.maxRows(),
            wanted.maxBytes(),
            row -> row.key().length() + row.value().length());
    return new RowPage(
        true,
        map.header().incarnation(),
        page.items(),
        page.more() ? incarnation.concat(page.last().key()) : null);
  }
}
