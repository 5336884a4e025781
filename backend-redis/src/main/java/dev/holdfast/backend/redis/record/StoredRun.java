package dev.holdfast.backend.redis.record;

import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An {@link EntryRun} of several entries as it is read. */
final class StoredRun {

  private static final int COUNT_WIDTH = 4;
  private static final int MOST_DIGITS = 9;

  private final Bytes field;
  private int at; // how far the field has been read

  /** Reads the marks in {@code field}, from {@code at} on. */
  StoredRun(Bytes field, int at) {
    this.field = field;
    this.at = at;
  }

  /**
   * Returns the entries; to be called once.
   *
   * @throws dev.holdfast.error.CorruptException if there is more or less than the marks say
   */
  List<LogEntry> entries(Offset last, Bytes values, Instant instant) {
    int count = (int) number(COUNT_WIDTH);
    List<Mark> marks = new ArrayList<>();
    while (at < field.length()) {
      marks.add(mark());
    }
    if (marks.size() != count) {
      throw Digits.corrupt(field);
    }
    Offset[] offsets = new Offset[count];
    Offset next = last;
    for (int i = count - 1; i >= 0; i--) {
      next = marks.get(i).offset(next, field);
      offsets[i] = next;
    }
    List<LogEntry> entries = new ArrayList<>(count);
    int start = 0;
    for (int i = 0; i < count; i++) {
      int end = start + marks.get(i).length();
      if (end > values.length()) {
        throw Digits.corrupt(field);
      }
      Instant at = marks.get(i).later() == 0 ? instant : instant.plusMillis(marks.get(i).later());
      entries.add(new LogEntry(offsets[i], values.slice(start, end), at));
      start = end;
    }
    if (start != values.length()) {
      throw Digits.corrupt(field);
    }
    return entries;
  }

  private Mark mark() {
    Offset given = null;
    if (field.at(at) == Mark.SEPARATOR) {
      int end = StreamIds.indexOf(Mark.GIVEN, field, at, field.length());
      given = StreamIds.offset(field.slice(at + 1, end));
      at = end;
    }
    if (at == field.length()) {
      throw Digits.corrupt(field);
    }
    char sign = (char) field.at(at);
    at++;
    return new Mark(given, sign, (int) number(MOST_DIGITS), later());
  }

  private long later() {
    if (at == field.length() || field.at(at) != Mark.LATER) {
      return 0;
    }
    at++;
    boolean negative = at < field.length() && field.at(at) == '-';
    at += negative ? 1 : 0;
    long millis = number(Digits.WIDTH - 1);
    return negative ? -millis : millis;
  }

  /** Reads the digits that come next, as far as they go and no more than so many. */
  private long number(int mostDigits) {
    int from = at;
    while (at < Math.min(from + mostDigits, field.length()) && Character.isDigit(field.at(at))) {
      at++;
    }
    return StreamIds.number(field, from, at);
  }
}
