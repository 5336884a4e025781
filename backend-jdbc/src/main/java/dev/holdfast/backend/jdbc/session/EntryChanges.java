package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.backend.jdbc.cell.StoredMark;
import dev.holdfast.backend.jdbc.dialect.CellChange.NewRun;
import dev.holdfast.backend.jdbc.dialect.CellChange.Removal;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.EntryMark;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a commit changes in the entries of one log.
 *
 * <p>Of the stored entries those with {@code after < offset <= upTo} are left; those added lie past
 * all stored ones that are left. A row may hold entries of both kinds: it stays where some of the
 * last ones are left, and the log's counters tell where it begins; where the first ones are left,
 * they are written anew.
 */
final class EntryChanges {

  private final long incarnation;
  private final CellContents contents;
  private final boolean isStored;
  private final Offset trimmed;
  private final NavigableMap<Offset, LogEntry> added = new TreeMap<>();
  private Offset after;
  private Offset upTo = Offset.END;
  private List<StoredMark> seen = List.of();

  /**
   * Begins with a log as it is stored, or with none if it was made in this commit.
   *
   * @param trimmed up to where the stored log was trimmed; {@code null} if none is stored
   */
  EntryChanges(long incarnation, CellContents contents, @Nullable Offset trimmed) {
    this.incarnation = incarnation;
    this.contents = contents;
    this.isStored = trimmed != null;
    this.trimmed = trimmed == null ? Offset.ORIGIN : trimmed;
    this.after = this.trimmed;
  }

  @Nullable Bytes value(Offset offset) {
    LogEntry entry = added.get(offset);
    if (entry != null) {
      return entry.value();
    }
    boolean isLeft = isStored && offset.isAfter(after) && !offset.isAfter(upTo);
    return isLeft ? contents.entry(incarnation, offset) : null;
  }

  void add(LogEntry entry) {
    added.put(entry.offset(), entry);
  }

  List<EntryMark> oldest(int max) {
    List<EntryMark> marks = new ArrayList<>(marks(stored(after, false, max)));
    added.values().stream().limit(max - marks.size()).map(EntryChanges::mark).forEach(marks::add);
    return marks;
  }

  List<EntryMark> newest(Offset past, int max) {
    List<EntryMark> marks = new ArrayList<>();
    added.tailMap(past, false).descendingMap().values().stream()
        .limit(max)
        .map(EntryChanges::mark)
        .forEach(marks::add);
    marks.addAll(marks(stored(Offset.max(past, after), true, max - marks.size())));
    return marks;
  }

  private List<StoredMark> stored(Offset from, boolean newestFirst, int max) {
    seen =
        isStored && max > 0 ? contents.marks(incarnation, from, upTo, newestFirst, max) : List.of();
    return seen;
  }

  private static List<EntryMark> marks(List<StoredMark> stored) {
    return stored.stream().map(mark -> new EntryMark(mark.offset(), mark.at())).toList();
  }

  private static EntryMark mark(LogEntry entry) {
    return new EntryMark(entry.offset(), entry.at());
  }

  /** Removes the entries through {@code through}, all seen just before; returns their bytes. */
  long removeThrough(Offset through) {
    long bytes = 0;
    for (StoredMark mark : seen) {
      bytes += mark.offset().isAfter(through) ? 0 : mark.bytes();
    }
    after = Offset.max(after, through);
    return bytes + drop(added.headMap(through, true));
  }

  /** Removes the entries after {@code end}, all seen just before; returns their bytes. */
  long removeAfter(Offset end) {
    long bytes = 0;
    for (StoredMark mark : seen) {
      bytes += mark.offset().isAfter(end) ? mark.bytes() : 0;
    }
    upTo = upTo.isAfter(end) ? end : upTo;
    return bytes + drop(added.tailMap(end, false));
  }

  private static long drop(NavigableMap<Offset, LogEntry> entries) {
    long bytes = entries.values().stream().mapToLong(entry -> entry.value().length()).sum();
    entries.clear();
    return bytes;
  }

  void collect(List<Removal> removed, List<NewRun> runs) {
    if (isStored && after.isAfter(trimmed)) {
      removed.add(new Removal(incarnation, Positions.encode(trimmed), Positions.encode(after)));
    }
    if (isStored && Offset.END.isAfter(upTo)) {
      removed.add(new Removal(incarnation, Positions.encode(upTo), Positions.encode(Offset.END)));
      collect(cutOff(), runs);
    }
    collect(added.values(), runs);
  }

  /** Returns the entries that are left of the row in which the stored ones now end. */
  private List<LogEntry> cutOff() {
    List<LogEntry> run = contents.run(incarnation, upTo);
    boolean endsThere = run.isEmpty() || run.get(run.size() - 1).offset().equals(upTo);
    return endsThere
        ? List.of()
        : run.stream()
            .filter(entry -> entry.offset().isAfter(after) && !entry.offset().isAfter(upTo))
            .toList();
  }

  private void collect(Collection<LogEntry> entries, List<NewRun> runs) {
    for (EntryRun run : EntryRun.of(entries)) {
      runs.add(new NewRun(incarnation, Positions.encode(run.last()), run.marks(), run.content()));
    }
  }
}
