package dev.holdfast.backend.redis.read;

import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.backend.redis.record.StoredCell;
import dev.holdfast.backend.redis.record.StreamIds;
import dev.holdfast.spi.CellAnswer;
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
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the read script answered, part by part. */
final class PartAnswers {

  /** Where the numbers of a log's record begin: incarnation, last offset, trimmed through. */
  private static final int LOG_LAST = Digits.WIDTH;

  private static final int LOG_TRIMMED = LOG_LAST + Digits.OFFSET_WIDTH;

  private PartAnswers() {}

  /** Returns the answer to {@code parts}: the cell's record, then an element for each part. */
  static CellAnswer read(List<Part<?>> parts, List<@Nullable Object> reply) {
    Bytes record = (Bytes) reply.get(0);
    StoredCell cell = record == null ? null : StoredCell.read(record);
    List<PartAnswer> answers = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      answers.add(part(parts.get(i), cell, reply.get(i + 1)));
    }
    return answer(cell, answers);
  }

  static CellAnswer answer(@Nullable StoredCell cell, List<PartAnswer> answers) {
    return cell == null
        ? new CellAnswer(0, 0, null, answers)
        : new CellAnswer(cell.version(), cell.sequence(), cell.updatedAt(), answers);
  }

  private static PartAnswer part(Part<?> part, @Nullable StoredCell cell, @Nullable Object found) {
    if (part instanceof Part.HeadPart head) {
      return head(cell, head.unless(), (Bytes) found);
    }
    List<?> parts = (List<?>) found;
    if (part instanceof Part.LogPart) {
      return parts == null ? LogAnswer.ABSENT : log(parts);
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

  /** {@code [record, 1 if there are more, [[id, [instant, value]], …]]}. */
  private static LogAnswer log(List<?> parts) {
    Bytes record = record(parts);
    List<?> found = (List<?>) parts.get(2);
    List<LogEntry> entries = new ArrayList<>(found.size());
    for (Object each : found) {
      List<?> entry = (List<?>) each;
      List<?> field = (List<?>) entry.get(1);
      entries.add(
          new LogEntry(
              StreamIds.offset((Bytes) entry.get(0)),
              (Bytes) field.get(1),
              StreamIds.instant((Bytes) field.get(0))));
    }
    return new LogAnswer(
        true,
        Digits.number(record, 0),
        Digits.offset(record, LOG_LAST),
        Digits.offset(record, LOG_TRIMMED),
        entries,
        (Long) parts.get(1) == 1);
  }

  /** {@code [record, count, id of the first entry]}. */
  private static LogStats logStats(List<?> parts) {
    Bytes record = record(parts);
    Bytes first = (Bytes) parts.get(2);
    Offset firstOffset = first == null ? null : StreamIds.offset(first);
    return new LogStats(
        true,
        Digits.number(record, 0),
        (Long) parts.get(1),
        firstOffset,
        Digits.offset(record, LOG_LAST),
        Digits.offset(record, LOG_TRIMMED));
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
