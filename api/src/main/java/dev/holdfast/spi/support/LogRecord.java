package dev.holdfast.spi.support;

import dev.holdfast.spi.Offset;

/**
 * What a backend keeps of a log beside its entries.
 *
 * @param incarnation tells it from an earlier or later log of the same name
 * @param last the last offset ever appended
 * @param trimmedThrough the offset up to which entries were trimmed; the origin if none were
 * @param count how many entries it holds
 */
public record LogRecord(long incarnation, Offset last, Offset trimmedThrough, long count) {

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
