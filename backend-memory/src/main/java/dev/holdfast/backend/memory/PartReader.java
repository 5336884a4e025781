package dev.holdfast.backend.memory;

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
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers the parts of a read from one state of a cell. */
final class PartReader {

  private PartReader() {}

  static CellAnswer answer(CellState state, List<Part<?>> parts) {
    List<PartAnswer> answers = new ArrayList<>(parts.size());
    for (Part<?> part : parts) {
      answers.add(answer(state, part));
    }
    CellRecord cell = state.cell();
    return new CellAnswer(cell.version(), cell.sequence(), cell.updatedAt(), answers);
  }

  private static PartAnswer answer(CellState state, Part<?> part) {
    if (part instanceof Part.HeadPart wanted) {
      return head(state, wanted.unless());
    } else if (part instanceof Part.LogPart wanted) {
      return log(state, wanted);
    } else if (part instanceof Part.LogStatsPart wanted) {
      return logStats(state, wanted);
    } else if (part instanceof Part.RowsPart wanted) {
      return rows(state, wanted);
    } else if (part instanceof Part.ScanPart wanted) {
      return RowScan.page(state.maps().get(wanted.map()), wanted);
    } else if (part instanceof Part.MapStatsPart wanted) {
      return mapStats(state, wanted);
    }
    throw new AssertionError(part);
  }

  static HeadAnswer head(CellState state, @Nullable Revision unless) {
    Head head = state.head();
    if (head == null) {
      return HeadAnswer.ABSENT;
    }
    return head.revision().equals(unless)
        ? new HeadAnswer.Unchanged(head.revision())
        : new HeadAnswer.Present(head);
  }

  private static LogAnswer log(CellState state, Part.LogPart wanted) {
    Log log = state.logs().get(wanted.log());
    if (log == null
        || (wanted.incarnation() != 0 && wanted.incarnation() != log.header().incarnation())) {
      return LogAnswer.ABSENT;
    }
    List<LogEntry> range = log.between(wanted.after(), wanted.upTo());
    List<LogEntry> entries = new ArrayList<>(Math.min(range.size(), wanted.maxEntries()));
    long bytes = 0;
    while (entries.size() < Math.min(range.size(), wanted.maxEntries())) {
      int index = entries.size();
      LogEntry next =
          range.get(wanted.direction() == Direction.ASCENDING ? index : range.size() - 1 - index);
      bytes += next.value().length();
      if (bytes > wanted.maxBytes() && !entries.isEmpty()) {
        break;
      }
      entries.add(next);
    }
    LogRecord header = log.header();
    return new LogAnswer(
        true,
        header.incarnation(),
        header.last(),
        header.trimmedThrough(),
        entries,
        entries.size() < range.size());
  }

  private static LogStats logStats(CellState state, Part.LogStatsPart wanted) {
    Log log = state.logs().get(wanted.log());
    if (log == null) {
      return LogStats.ABSENT;
    }
    LogRecord header = log.header();
    LogEntry first = log.first();
    return new LogStats(
        true,
        header.incarnation(),
        header.count(),
        first == null ? null : first.offset(),
        header.last(),
        header.trimmedThrough());
  }

  private static RowsAnswer rows(CellState state, Part.RowsPart wanted) {
    Rows rows = state.maps().get(wanted.map());
    if (rows == null) {
      return RowsAnswer.ABSENT;
    }
    List<Row> found = new ArrayList<>(wanted.keys().size());
    for (Bytes key : wanted.keys()) {
      Row row = rows.byKey().get(key);
      if (row != null) {
        found.add(row);
      }
    }
    return RowsAnswer.of(found);
  }

  private static MapStats mapStats(CellState state, Part.MapStatsPart wanted) {
    Rows rows = state.maps().get(wanted.map());
    return rows == null
        ? MapStats.ABSENT
        : new MapStats(true, rows.header().incarnation(), rows.header().rows());
  }
}
