package dev.holdfast.backend.redis.read;

import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.backend.redis.record.EntryList;
import dev.holdfast.backend.redis.record.StoredCell;
import dev.holdfast.backend.redis.record.StoredLog;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the read script answered, part by part. */
final class PartAnswers {

  private PartAnswers() {}

  /** Is told of each log that was read: its record, the length of its stream, what was found. */
  interface LogListener {
    void read(LogRef log, Bytes record, long length, EntryList found);
  }

  /** Returns the answer to {@code parts}: the cell's record, then an element for each part. */
  static CellAnswer read(List<Part<?>> parts, List<@Nullable Object> reply, LogListener listener) {
    Bytes record = (Bytes) reply.get(0);
    StoredCell cell = record == null ? null : StoredCell.read(record);
    List<PartAnswer> answers = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      answers.add(part(parts.get(i), cell, reply.get(i + 1), listener));
    }
    return answer(cell, answers);
  }

  static CellAnswer answer(@Nullable StoredCell cell, List<PartAnswer> answers) {
    return cell == null
        ? new CellAnswer(0, 0, null, answers)
        : new CellAnswer(cell.version(), cell.sequence(), cell.updatedAt(), answers);
  }

  private static PartAnswer part(
      Part<?> part, @Nullable StoredCell cell, @Nullable Object found, LogListener listener) {
    if (part instanceof Part.HeadPart head) {
      return head(cell, head.unless(), (Bytes) found);
    }
    List<?> parts = (List<?>) found;
    if (part instanceof Part.LogPart log) {
      return parts == null ? LogAnswer.ABSENT : log(log, parts, listener);
    } else if (part instanceof Part.LogStatsPart) {
      return parts == null ? LogStats.ABSENT : logStats(parts);
    } else if (part instanceof Part.RowsPart rows) {
      return parts == null ? RowsAnswer.ABSENT : rows(rows.keys(), parts);
    } else if (part instanceof Part.ScanPart) {
      return parts == null ? RowPage.ABSENT : page(parts);
    }
    return parts == null
        ? MapStats.ABSENT
        : new MapStats(true, Digits.number(record(parts), 0), (Long) parts.get(1));
  }

  static HeadAnswer head(
      @Nullable StoredCell cell, @Nullable Revision unless, @Nullable Bytes value) {
    Revision revision = cell == null ? null : cell.head();
    Instant at = cell == null ? null : cell.headAt();
    if (revision == null || at == null) {
      return HeadAnswer.ABSENT;
    }
    return revision.equals(unless) || value == null
        ? new HeadAnswer.Unchanged(revision)
        : new HeadAnswer.Present(new Head(revision, value, at));
  }

  /**
   * {@code [record, 1 if there are more, [[id, [field, value]], …], length of the stream]}; or an
   * {@link EntryList} instead of the lists.
   */
  private static LogAnswer log(Part.LogPart part, List<?> parts, LogListener listener) {
    EntryList found;
    if (parts.get(2) instanceof EntryList all) {
      found = all;
    } else {
      found = new EntryList(part.direction());
      found.addAll((List<?>) parts.get(2));
    }
    listener.read(part.log(), record(parts), (Long) parts.get(3), found);
    return StoredLog.read(record(parts)).answer(part, found.entries(), (Long) parts.get(1) == 1);
  }

  /** {@code [record, [the first of the stream, if there is one]]}. */
  private static LogStats logStats(List<?> parts) {
    LogRecord log = StoredLog.read(record(parts));
    EntryList run = new EntryList(Direction.ASCENDING);
    run.addAll((List<?>) parts.get(1));
    Offset first = null;
    for (LogEntry entry : run.entries()) {
      if (first == null && entry.offset().isAfter(log.trimmedThrough())) {
        first = entry.offset();
      }
    }
    return new LogStats(
        true, log.incarnation(), log.count(), first, log.last(), log.trimmedThrough());
  }

  /** {@code [record, [row or nothing for each key]]}. */
  private static RowsAnswer rows(List<Bytes> keys, List<?> parts) {
    List<?> found = (List<?>) parts.get(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Bytes row = (Bytes) found.get(i);
      if (row != null) {
        rows.add(row(keys.get(i), row));
      }
    }
    return RowsAnswer.of(rows);
  }

  /** {@code [record, 1 if there are more, [key, row, …]]}. */
  private static RowPage page(List<?> parts) {
    long incarnation = Digits.number(record(parts), 0);
    List<?> found = (List<?>) parts.get(2);
    List<Row> rows = new ArrayList<>(found.size() / 2);
    for (int i = 0; i < found.size(); i += 2) {
      rows.add(row((Bytes) found.get(i), (Bytes) found.get(i + 1)));
    }
    boolean more = (Long) parts.get(1) == 1;
    Bytes cursor =
        more ? new ScanCursor(incarnation, rows.get(rows.size() - 1).key()).write() : null;
    return new RowPage(true, incarnation, rows, cursor);
  }

  /** A row is kept as its version followed by its value. */
  private static Row row(Bytes key, Bytes row) {
    return new Row(key, row.slice(Digits.WIDTH, row.length()), Digits.number(row, 0));
  }

  private static Bytes record(List<?> parts) {
    return (Bytes) parts.get(0);
  }
}
