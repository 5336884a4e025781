package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.backend.jdbc.dialect.CellChange.NewEntry;
import dev.holdfast.backend.jdbc.dialect.CellChange.Removal;
import dev.holdfast.backend.jdbc.session.CellContents.StoredMark;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.EntryMark;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a commit changes in the entries of one log.
 *
 * <p>Of the stored entries those with {@code after < offset <= upTo} are left; those added lie past
 * all stored ones that are left.
 */
final class EntryChanges {

  private final long incarnation;
  private final CellContents contents;
  private final boolean isStored;
  private final NavigableMap<Offset, LogEntry> added = new TreeMap<>();
  private Offset after = Offset.ORIGIN;
  private Offset upTo = Offset.END;
  private List<StoredMark> seen = List.of();

  /** Begins with a log as it is stored, or with none if it was made in this commit. */
  EntryChanges(long incarnation, CellContents contents, boolean isStored) {
    this.incarnation = incarnation;
    this.contents = contents;
    this.isStored = isStored;
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

  void collect(List<Removal> removed, List<NewEntry> entries) {
    if (isStored && after.isAfter(Offset.ORIGIN)) {
      removed.add(
          new Removal(incarnation, Positions.encode(Offset.ORIGIN), Positions.encode(after)));
    }
    if (isStored && Offset.END.isAfter(upTo)) {
      removed.add(new Removal(incarnation, Positions.encode(upTo), Positions.encode(Offset.END)));
    }
    for (LogEntry entry : added.values()) {
      entries.add(
          new NewEntry(
              incarnation,
              Positions.encode(entry.offset()),
              entry.at().toEpochMilli(),
              entry.value()));
    }
  }
}
