package dev.holdfast.tck.mutants.plain;

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
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers parts of a read from a state. */
final class PlainReader {

  private PlainReader() {}

  static PartAnswer answer(PlainCell state, Part<?> part) {
    if (part instanceof Part.HeadPart wanted) {
      return head(state.head(), wanted);
    } else if (part instanceof Part.LogPart wanted) {
      return log(state.logs.get(wanted.log()), wanted);
    } else if (part instanceof Part.LogStatsPart wanted) {
      return stats(state.logs.get(wanted.log()));
    } else if (part instanceof Part.RowsPart wanted) {
      return rows(state.maps.get(wanted.map()), wanted);
    } else if (part instanceof Part.MapStatsPart wanted) {
      return stats(state.maps.get(wanted.map()));
    }
    throw new AssertionError(part);
  }

  private static HeadAnswer head(@Nullable Head head, Part.HeadPart wanted) {
    if (head == null) {
      return HeadAnswer.ABSENT;
    }
    return head.revision().equals(wanted.unless())
        ? new HeadAnswer.Unchanged(head.revision())
        : new HeadAnswer.Present(head);
  }

  private static LogAnswer log(@Nullable PlainLog log, Part.LogPart wanted) {
    if (log == null
        || (wanted.incarnation() != 0 && wanted.incarnation() != log.record.incarnation())) {
      return LogAnswer.ABSENT;
    }
    List<LogEntry> range = new ArrayList<>();
    if (wanted.upTo().isAfter(wanted.after())) {
      range.addAll(log.entries.subMap(wanted.after(), false, wanted.upTo(), true).values());
    }
    if (wanted.direction() == Direction.DESCENDING) {
      Collections.reverse(range);
    }
    int fitting = 0;
    long bytes = 0;
    while (fitting < Math.min(range.size(), wanted.maxEntries())) {
      bytes += range.get(fitting).value().length();
      if (bytes > wanted.maxBytes() && fitting > 0) {
        break;
      }
      fitting++;
    }
    return new LogAnswer(
        true,
        log.record.incarnation(),
        log.record.last(),
        log.record.trimmedThrough(),
        range.subList(0, fitting),
        fitting < range.size());
  }

  private static LogStats stats(@Nullable PlainLog log) {
    if (log == null) {
      return LogStats.ABSENT;
    }
    Offset first = log.entries.isEmpty() ? null : log.entries.firstKey();
    return new LogStats(
        true,
        log.record.incarnation(),
        log.record.count(),
        first,
        log.record.last(),
        log.record.trimmedThrough());
  }

  private static RowsAnswer rows(@Nullable PlainMap map, Part.RowsPart wanted) {
    return map == null
        ? RowsAnswer.ABSENT
        : RowsAnswer.of(
            wanted.keys().stream().map(map.rows::get).filter(Objects::nonNull).toList());
  }

  static RowPage scan(@Nullable PlainMap map, Part.ScanPart scan, Comparator<Bytes> keyOrder) {
    Bytes cursor = scan.cursor();
    if (map == null) {
      return RowPage.ABSENT;
    }
    Bytes incarnation = Bytes.ofLong(map.record.incarnation());
    if (cursor != null && !cursor.startsWith(incarnation)) {
      return RowPage.ABSENT;
    }
    Comparator<Bytes> order =
        scan.direction() == Direction.ASCENDING ? keyOrder : keyOrder.reversed();
    Bytes lastKey = cursor == null ? null : cursor.slice(Long.BYTES, cursor.length());
    List<Row> range =
        map.rows.values().stream()
            .filter(row -> scan.from() == null || keyOrder.compare(row.key(), scan.from()) >= 0)
            .filter(row -> scan.to() == null || keyOrder.compare(row.key(), scan.to()) < 0)
            .filter(row -> lastKey == null || order.compare(row.key(), lastKey) > 0)
            .sorted(Comparator.comparing(Row::key, order))
            .toList();
    int fitting = 0;
    long bytes = 0;
    while (fitting < Math.min(range.size(), scan.maxRows())) {
      Row row = range.get(fitting);
      bytes += row.key().length() + row.value().length();
      if (bytes > scan.maxBytes() && fitting > 0) {
        break;
      }
      fitting++;
    }
    Bytes next = fitting < range.size() ? incarnation.concat(range.get(fitting - 1).key()) : null;
    return new RowPage(true, map.record.incarnation(), range.subList(0, fitting), next);
  }

  private static MapStats stats(@Nullable PlainMap map) {
    return map == null
        ? MapStats.ABSENT
        : new MapStats(true, map.record.incarnation(), map.record.rows());
  }
}
