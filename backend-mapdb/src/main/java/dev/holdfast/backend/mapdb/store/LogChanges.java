package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.row.LogRow;
import dev.holdfast.backend.mapdb.row.RowKeys;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.EntryMark;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one commit changes of a cell's logs. Used by one thread. */
final class LogChanges {

  private final CellChanges changes;
  private final Map<LogRef, LogRow> logs = new HashMap<>();

  LogChanges(CellChanges changes) {
    this.changes = changes;
  }

  /** Writes the records of the changed logs. */
  void finish() {
    logs.forEach((ref, log) -> changes.put(RowKeys.log(ref), Value.of(log.encode())));
  }

  @Nullable LogRow get(LogRef ref) {
    LogRow changed = logs.get(ref);
    return changed == null ? changes.view.log(ref) : changed;
  }

  void put(LogRef ref, LogRecord log) {
    LogRow known = get(ref);
    if (known == null) {
      changes.addPart();
    }
    logs.put(ref, new LogRow(log, known == null ? 0 : known.bytes()));
  }

  void drop(LogRef ref) {
    forget(ref);
    if (changes.get(RowKeys.floor(ref)) != null) {
      changes.delete(RowKeys.floor(ref));
    }
  }

  private void forget(LogRef ref) {
    LogRow log = get(ref);
    if (log != null) {
      logs.remove(ref);
      changes.delete(RowKeys.log(ref));
      changes.dropPart(log.log().incarnation(), log.bytes());
    }
  }

  /** Drops all logs and remembers where each ended. */
  void deleteAll() {
    List<LogRef> refs = new ArrayList<>(logs.keySet());
    changes.view.below(RowKeys.LOGS).forEachRemaining(row -> refs.add(RowKeys.logOf(row.getKey())));
    for (LogRef ref : refs) {
      LogRow log = get(ref);
      if (log != null) {
        changes.put(RowKeys.floor(ref), Value.of(LogRow.encodeOffset(log.log().last())));
        forget(ref);
      }
    }
  }

  @Nullable Offset floor(LogRef ref) {
    Value floor = changes.get(RowKeys.floor(ref));
    return floor == null ? null : LogRow.decodeOffset(floor.bytes());
  }

  @Nullable Bytes entry(LogRecord log, Offset offset) {
    if (!offset.isAfter(log.trimmedThrough()) || offset.isAfter(log.last())) {
      return null;
    }
    Value value = changes.get(RowKeys.entry(log.incarnation(), offset));
    return value == null ? null : value.bytes();
  }

  void append(LogRef ref, LogRecord log, LogEntry entry) {
    changes.put(
        RowKeys.entry(log.incarnation(), entry.offset()),
        new Value(entry.at().toEpochMilli(), entry.value()));
    use(ref, entry.value().length());
  }

  List<EntryMark> oldest(LogRecord log, int max) {
    return marks(changes.view.entries(log, log.trimmedThrough(), log.last(), false), max);
  }

  List<EntryMark> newest(LogRecord log, Offset after, int max) {
    return marks(changes.view.entries(log, after, log.last(), true), max);
  }

  private static List<EntryMark> marks(Iterator<LogEntry> entries, int max) {
    List<EntryMark> marks = new ArrayList<>();
    while (marks.size() < max && entries.hasNext()) {
      LogEntry entry = entries.next();
      marks.add(new EntryMark(entry.offset(), entry.at()));
    }
    return marks;
  }

  /** Removes the entries after {@code after}, up to {@code through}. */
  void remove(LogRef ref, LogRecord log, Offset after, Offset through) {
    List<LogEntry> going = new ArrayList<>();
    changes.view.entries(log, after, through, false).forEachRemaining(going::add);
    long bytes = 0;
    for (LogEntry entry : going) {
      changes.delete(RowKeys.entry(log.incarnation(), entry.offset()));
      bytes += entry.value().length();
    }
    use(ref, -bytes);
  }

  private void use(LogRef ref, long bytes) {
    LogRow log = get(ref);
    if (log == null) {
      throw new IllegalStateException("The log " + ref.name() + " is changed before it is made.");
    }
    logs.put(ref, new LogRow(log.log(), log.bytes() + bytes));
    changes.use(bytes);
  }
}
