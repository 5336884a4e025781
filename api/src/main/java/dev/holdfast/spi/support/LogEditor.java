package dev.holdfast.spi.support;

import dev.holdfast.error.LimitExceededException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules of logs: they grow at the end, are trimmed at the front, and truncated with care. */
final class LogEditor {

  private final CellRef cell;
  private final CellSession session;
  private final Instant at;
  private final int maxTrim;

  LogEditor(CellRef cell, CellSession session, Instant at, int maxTrim) {
    this.cell = cell;
    this.session = session;
    this.at = at;
    this.maxTrim = maxTrim;
  }

  /**
   * What a trim or truncation did.
   *
   * @param removed how many entries went
   * @param moved whether the log's end moved without an entry going
   * @param complete whether all that were to go went
   */
  record Trim(int removed, boolean moved, boolean complete) {
    static final Trim NOTHING = new Trim(0, false, true);
  }

  /** Returns whether the log changed: not if the same entry stands there already. */
  boolean append(LogRef ref, Offset offset, Bytes value) {
    LogRecord log = session.log(ref);
    Offset last = Preconditions.lastOffset(session, ref, log);
    if (offset.isAfter(last)) {
      add(ref, log, offset, value);
      return true;
    }
    Bytes there = log == null ? null : session.entry(ref, log, offset);
    if (value.equals(there)) {
      return false;
    }
    throw Conflicts.offset(cell, ref, "an end before " + offset, last);
  }

  Offset appendNext(LogRef ref, Bytes value) {
    LogRecord log = session.log(ref);
    Offset last = Preconditions.lastOffset(session, ref, log);
    if (last.major() == Long.MAX_VALUE) {
      throw new LimitExceededException(
          "Log \"%s\" of cell \"%s\" ends at %s; no whole offset lies beyond it."
              .formatted(ref.name(), cell, last));
    }
    Offset next = new Offset(last.major() + 1, 0);
    add(ref, log, next, value);
    return next;
  }

  Trim trimThrough(Mutation.TrimThrough trim) {
    return trimWhile(trim.log(), mark -> !mark.offset().isAfter(trim.through()));
  }

  Trim trimOlderThan(Mutation.TrimOlderThan trim) {
    return trimWhile(trim.log(), mark -> mark.at().isBefore(trim.instant()));
  }

  Trim trimToLatest(Mutation.TrimToLatest trim) {
    LogRecord log = session.log(trim.log());
    if (log == null || log.count() <= trim.keep()) {
      return Trim.NOTHING;
    }
    long excess = log.count() - trim.keep();
    int removed = (int) Math.min(excess, maxTrim);
    List<EntryMark> marks = session.oldest(trim.log(), log, removed);
    return remove(trim.log(), log, marks, removed, removed == excess);
  }

  Trim truncate(Mutation.TruncateAfter truncate) {
    LogRef ref = truncate.log();
    LogRecord log = session.log(ref);
    if (log == null || !log.last().isAfter(truncate.after())) {
      return Trim.NOTHING;
    }
    List<EntryMark> marks = session.newest(ref, log, truncate.after(), maxTrim + 1);
    boolean complete = marks.size() <= maxTrim;
    int removed = Math.min(marks.size(), maxTrim);
    Offset end =
        complete ? Offset.max(truncate.after(), log.trimmedThrough()) : marks.get(maxTrim).offset();
    if (removed > 0) {
      session.removeAfter(ref, log, end);
    }
    session.putLog(ref, log.truncated(end, removed));
    return new Trim(removed, !end.equals(log.last()), complete);
  }

  boolean drop(LogRef ref) {
    LogRecord log = session.log(ref);
    if (log == null) {
      return false;
    }
    session.dropLog(ref, log);
    return true;
  }

  private void add(LogRef ref, @Nullable LogRecord found, Offset offset, Bytes value) {
    LogRecord log = found == null ? create(ref) : found;
    session.append(ref, log, new LogEntry(offset, value, at));
    session.putLog(ref, log.appended(offset));
  }

  private LogRecord create(LogRef ref) {
    session.putCell(session.cell().withIncarnation());
    Offset floor = Preconditions.lastOffset(session, ref, null);
    LogRecord log = new LogRecord(session.cell().incarnations(), floor, floor, 0);
    session.putLog(ref, log);
    return log;
  }

  private Trim trimWhile(LogRef ref, Predicate<EntryMark> goes) {
    LogRecord log = session.log(ref);
    if (log == null || log.count() == 0) {
      return Trim.NOTHING;
    }
    List<EntryMark> marks = session.oldest(ref, log, maxTrim + 1);
    int going = 0;
    while (going < marks.size() && goes.test(marks.get(going))) {
      going++;
    }
    int removed = Math.min(going, maxTrim);
    return removed == 0 ? Trim.NOTHING : remove(ref, log, marks, removed, going == removed);
  }

  private Trim remove(
      LogRef ref, LogRecord log, List<EntryMark> oldest, int removed, boolean complete) {
    Offset through = oldest.get(removed - 1).offset();
    session.removeThrough(ref, log, through);
    session.putLog(ref, log.trimmed(through, removed));
    return new Trim(removed, false, complete);
  }
}
