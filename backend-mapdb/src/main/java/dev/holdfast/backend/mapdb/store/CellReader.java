package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.CellRow;
import dev.holdfast.backend.mapdb.row.LogRow;
import dev.holdfast.backend.mapdb.row.MapRow;
import dev.holdfast.backend.mapdb.row.RowKeys;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the parts of a read from one state of a cell. */
final class CellReader {

  private final CellView view;
  private final CellRow cell;

  CellReader(CellView view) {
    this.view = view;
    this.cell = view.cell();
  }

  CellAnswer answer(List<Part<?>> parts) {
    List<PartAnswer> answers = new ArrayList<>(parts.size());
    for (Part<?> part : parts) {
      answers.add(answer(part));
    }
    CellRecord known = cell.cell();
    return new CellAnswer(known.version(), known.sequence(), known.updatedAt(), answers);
  }

  private PartAnswer answer(Part<?> part) {
    if (part instanceof Part.HeadPart head) {
      return head(head);
    } else if (part instanceof Part.LogPart log) {
      return log(log);
    } else if (part instanceof Part.LogStatsPart stats) {
      return logStats(stats);
    } else if (part instanceof Part.RowsPart rows) {
      return rows(rows);
    } else if (part instanceof Part.ScanPart scan) {
      return scan(scan);
    } else if (part instanceof Part.MapStatsPart stats) {
      MapRow map = view.map(stats.map());
      return map == null
          ? MapStats.ABSENT
          : new MapStats(true, map.map().incarnation(), map.map().rows());
    }
    throw new IllegalArgumentException("Unknown part " + part);
  }

  private HeadAnswer head(Part.HeadPart part) {
    Revision revision = cell.cell().head();
    Instant at = cell.cell().headAt();
    if (revision == null || at == null) {
      return HeadAnswer.ABSENT;
    }
    if (revision.equals(part.unless())) {
      return new HeadAnswer.Unchanged(revision);
    }
    Value value = view.get(RowKeys.HEAD);
    return new HeadAnswer.Present(
        new Head(revision, value == null ? Bytes.EMPTY : value.bytes(), at));
  }

  private LogAnswer log(Part.LogPart part) {
    LogRow row = view.log(part.log());
    if (row == null || !isWanted(part.incarnation(), row.log().incarnation())) {
      return LogAnswer.ABSENT;
    }
    LogRecord log = row.log();
    Iterator<LogEntry> found =
        view.entries(log, part.after(), part.upTo(), part.direction() == Direction.DESCENDING);
    return log.answer(part, () -> found, false);
  }

  private static boolean isWanted(long asked, long there) {
    return asked == 0 || asked == there;
  }

  private static boolean isFull(int count, int maxCount, long bytes, long maxBytes) {
    return count == maxCount || (count > 0 && bytes > maxBytes);
  }

  private LogStats logStats(Part.LogStatsPart part) {
    LogRow row = view.log(part.log());
    if (row == null) {
      return LogStats.ABSENT;
    }
    LogRecord log = row.log();
    Iterator<LogEntry> first = view.entries(log, log.trimmedThrough(), log.last(), false);
    return new LogStats(
        true,
        log.incarnation(),
        log.count(),
        first.hasNext() ? first.next().offset() : null,
        log.last(),
        log.trimmedThrough());
  }

  private RowsAnswer rows(Part.RowsPart part) {
    MapRow map = view.map(part.map());
    if (map == null) {
      return RowsAnswer.ABSENT;
    }
    List<Row> found = new ArrayList<>(part.keys().size());
    for (Bytes key : part.keys()) {
      Row row = view.row(map.map().incarnation(), key);
      if (row != null) {
        found.add(row);
      }
    }
    return RowsAnswer.of(found);
  }

  private RowPage scan(Part.ScanPart part) {
    MapRow map = view.map(part.map());
    if (map == null) {
      return RowPage.ABSENT;
    }
    long incarnation = map.map().incarnation();
    Cursor cursor = Cursor.decode(part.cursor());
    if (cursor != null && cursor.incarnation != incarnation) {
      return RowPage.ABSENT;
    }
    Iterator<Map.Entry<Bytes, Value>> found = rows(part, incarnation, cursor);
    List<Row> rows = new ArrayList<>();
    long bytes = 0;
    while (found.hasNext()) {
      Map.Entry<Bytes, Value> next = found.next();
      Bytes key = RowKeys.rowKeyOf(next.getKey());
      Value value = next.getValue();
      bytes += key.length() + value.bytes().length();
      if (isFull(rows.size(), part.maxRows(), bytes, part.maxBytes())) {
        Bytes last = rows.get(rows.size() - 1).key();
        return new RowPage(true, incarnation, rows, new Cursor(incarnation, last).encode());
      }
      rows.add(new Row(key, value.bytes(), value.stamp()));
    }
    return new RowPage(true, incarnation, rows, null);
  }

  private Iterator<Map.Entry<Bytes, Value>> rows(
      Part.ScanPart part, long incarnation, @Nullable Cursor cursor) {
    boolean descending = part.direction() == Direction.DESCENDING;
    Bytes contents = RowKeys.contents(incarnation);
    Bytes from = part.from() == null ? contents : RowKeys.row(incarnation, part.from());
    Bytes to = part.to() == null ? CellView.end(contents) : RowKeys.row(incarnation, part.to());
    if (cursor != null && descending) {
      to = lower(to, RowKeys.row(incarnation, cursor.last));
    } else if (cursor != null) {
      from = higher(from, RowKeys.row(incarnation, cursor.last).concat(RowKeys.CELL));
    }
    return view.range(from, to, descending);
  }

  private static Bytes lower(Bytes a, Bytes b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Bytes higher(Bytes a, Bytes b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Where a scan goes on: after the row {@code last} of this incarnation. */
  private record Cursor(long incarnation, Bytes last) {

    Bytes encode() {
      return Bytes.ofLong(incarnation).concat(last);
    }

    static @Nullable Cursor decode(@Nullable Bytes cursor) {
      if (cursor == null) {
        return null;
      }
      if (cursor.length() <= Long.BYTES) {
        throw new InvalidRequestException(
            ErrorCode.INVALID_REQUEST, "The cursor " + cursor + " was not given by a scan.");
      }
      return new Cursor(cursor.asBuffer().getLong(0), cursor.slice(Long.BYTES, cursor.length()));
    }
  }
}
