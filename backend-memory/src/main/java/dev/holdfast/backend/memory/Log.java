package dev.holdfast.backend.memory;

import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.EntryMark;
import dev.holdfast.spi.support.LogRecord;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One state of a log: a window on an array of entries that later states may share.
 *
 * <p>An append fills the slot past the window, which no earlier state shows, and makes a wider
 * window; a trim makes a narrower one. The array is copied when it is full, when most of it is
 * trimmed away, and when the end is cut off, because the slots there are still shown by earlier
 * states. Only the newest published state may be appended to, by the holder of the cell's lock.
 */
final class Log {

  private static final LogEntry[] NO_ENTRIES = {};
  private static final int FIRST_SLOTS = 8;

  private final LogRecord header;
  private final LogEntry[] slots;
  private final int from;
  private final int to;
  private final long bytes;

  private Log(LogRecord header, LogEntry[] slots, int from, int to, long bytes) {
    this.header = header;
    this.slots = slots;
    this.from = from;
    this.to = to;
    this.bytes = bytes;
  }

  static Log empty(LogRecord header) {
    return new Log(header, NO_ENTRIES, 0, 0, 0);
  }

  Log withHeader(LogRecord newHeader) {
    return new Log(newHeader, slots, from, to, bytes);
  }

  LogRecord header() {
    return header;
  }

  /** Returns how many bytes the values of the entries have. */
  long bytes() {
    return bytes;
  }

  /** Returns the entry at {@code offset}, or {@code null} if none stands there. */
  @Nullable LogEntry entry(Offset offset) {
    int found = firstAfter(offset) - 1;
    return found >= from && slots[found].offset().equals(offset) ? slots[found] : null;
  }

  /** Returns the oldest entry, or {@code null} if there is none. */
  @Nullable LogEntry first() {
    return from == to ? null : slots[from];
  }

  /** Returns the entries with {@code after < offset <= upTo}, a view. */
  List<LogEntry> between(Offset after, Offset upTo) {
    int start = firstAfter(after);
    return Arrays.asList(slots).subList(start, Math.max(start, firstAfter(upTo)));
  }

  Log append(LogEntry entry) {
    if (to < slots.length) {
      slots[to] = entry;
      return new Log(header, slots, from, to + 1, bytes + entry.value().length());
    }
    int size = to - from;
    LogEntry[] roomier = Arrays.copyOfRange(slots, from, to + Math.max(FIRST_SLOTS, size / 2));
    roomier[size] = entry;
    return new Log(header, roomier, 0, size + 1, bytes + entry.value().length());
  }

  Log removeThrough(Offset through) {
    int start = firstAfter(through);
    long left = bytes - bytes(from, start);
    return to - start <= start ? copy(start, to, left) : new Log(header, slots, start, to, left);
  }

  Log removeAfter(Offset after) {
    int end = firstAfter(after);
    return copy(from, end, bytes - bytes(end, to));
  }

  /** Returns the oldest entries, a view: a trim mostly looks at few of those it removes. */
  List<EntryMark> oldest(int max) {
    return new Marks(slots, from, 1, Math.min(max, to - from));
  }

  /** Returns the newest entries after {@code after}, newest first, a view. */
  List<EntryMark> newest(Offset after, int max) {
    return new Marks(slots, to - 1, -1, Math.min(max, to - firstAfter(after)));
  }

  /** Entries without their values, from slot {@code first} on, up or down. */
  private static final class Marks extends AbstractList<EntryMark> {

    private final LogEntry[] slots;
    private final int first;
    private final int step;
    private final int size;

    Marks(LogEntry[] slots, int first, int step, int size) {
      this.slots = slots;
      this.first = first;
      this.step = step;
      this.size = size;
    }

    @Override
    public EntryMark get(int index) {
      LogEntry entry = slots[first + step * Objects.checkIndex(index, size)];
      return new EntryMark(entry.offset(), entry.at());
    }

    @Override
    public int size() {
      return size;
    }
  }

  private Log copy(int start, int end, long newBytes) {
    LogEntry[] kept = start == end ? NO_ENTRIES : Arrays.copyOfRange(slots, start, end);
    return new Log(header, kept, 0, end - start, newBytes);
  }

  private long bytes(int start, int end) {
    long sum = 0;
    for (int index = start; index < end; index++) {
      sum += slots[index].value().length();
    }
    return sum;
  }

  /** Returns the index of the first entry after {@code offset}. */
  private int firstAfter(Offset offset) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slots[middle].offset().isAfter(offset)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
