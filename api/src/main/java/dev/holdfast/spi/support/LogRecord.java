package dev.holdfast.spi.support;

import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backend keeps of a log beside its entries.
 *
 * @param incarnation tells it from an earlier or later log of the same name
 * @param last the last offset ever appended
 * @param trimmedThrough the offset up to which entries were trimmed; the origin if none were
 * @param count how many entries it holds
 */
public record LogRecord(long incarnation, Offset last, Offset trimmedThrough, long count) {

  /**
   * Returns what was asked for of the entries that were found, and no more than that.
   *
   * @param found entries in the direction asked for; those that were trimmed or lie outside the
   *     range are left out
   * @param more whether the range has others behind those found
   */
  public LogAnswer answer(Part.LogPart part, Iterable<LogEntry> found, boolean more) {
    Offset after = Offset.max(part.after(), trimmedThrough);
    List<LogEntry> entries = new ArrayList<>();
    long bytes = 0;
    for (LogEntry entry : found) {
      if (entry.offset().isAfter(after) && !entry.offset().isAfter(part.upTo())) {
        bytes += entry.value().length();
        if (entries.size() == part.maxEntries()
            || (!entries.isEmpty() && bytes > part.maxBytes())) {
          return answer(entries, true);
        }
        entries.add(entry);
      }
    }
    return answer(entries, more);
  }

  private LogAnswer answer(List<LogEntry> entries, boolean more) {
    return new LogAnswer(true, incarnation, last, trimmedThrough, entries, more);
  }

  LogRecord appended(Offset offset) {
    return new LogRecord(incarnation, offset, trimmedThrough, count + 1);
  }

  LogRecord trimmed(Offset through, int removed) {
    return new LogRecord(incarnation, last, through, count - removed);
  }

  LogRecord truncated(Offset newLast, int removed) {
    return new LogRecord(incarnation, newLast, trimmedThrough, count - removed);
  }
}
