package dev.holdfast.backend.redis.record;

import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Offsets as the ids of a stream's entries: {@code major-minor}. */
public final class StreamIds {

  private StreamIds() {}

  /** Returns the id of the entry at {@code offset}, which is a bound with it in the range too. */
  public static Bytes id(Offset offset) {
    return Bytes.utf8(offset.major() + "-" + offset.minor());
  }

  /**
   * Returns ids with commas between them; where whole offsets follow each other, the last and their
   * number: {@code 9-0*3} is {@code 7-0,8-0,9-0}.
   */
  public static Bytes list(List<Offset> offsets) {
    if (offsets.size() > 1 && follow(offsets)) {
      return id(offsets.get(offsets.size() - 1)).concat(Bytes.utf8("*" + offsets.size()));
    }
    StringBuilder text = new StringBuilder();
    for (Offset offset : offsets) {
      text.append(text.isEmpty() ? "" : ",").append(offset.major()).append('-');
      text.append(offset.minor());
    }
    return Bytes.utf8(text.toString());
  }

  private static boolean follow(List<Offset> offsets) {
    Offset first = offsets.get(0);
    for (int i = 1; i < offsets.size(); i++) {
      Offset offset = offsets.get(i);
      if (offset.major() != first.major() + i || offset.minor() != first.minor()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the offsets that {@link #list} wrote, of several lists with commas between them. */
  public static List<Offset> offsets(Bytes list) {
    List<Offset> offsets = new ArrayList<>();
    int start = 0;
    while (start < list.length()) {
      int dash = indexOf('-', list, start, list.length());
      int end = indexOf(',', list, dash, list.length());
      int star = indexOf('*', list, dash, end);
      long major = number(list, start, dash);
      long minor = number(list, dash + 1, star);
      long count = star < end ? number(list, star + 1, end) : 1;
      for (long i = count - 1; i >= 0; i--) {
        offsets.add(new Offset(major - i, minor));
      }
      start = end + 1;
    }
    return offsets;
  }

  static int indexOf(char sign, Bytes text, int from, int to) {
    int index = from;
    while (index < to && text.at(index) != sign) {
      index++;
    }
    return index;
  }

  /** Returns the bound of a range that begins or ends beside {@code offset}. */
  public static Bytes excluding(Offset offset) {
    return Bytes.utf8("(" + offset.major() + "-" + offset.minor());
  }

  /** Returns the offset of the entry with this id. */
  public static Offset offset(Bytes id) {
    int dash = indexOf('-', id, 0, id.length());
    return new Offset(number(id, 0, dash), number(id, dash + 1, id.length()));
  }

  /** Returns when an entry was written; its only field is named after that, up to {@code end}. */
  static Instant instant(Bytes field, int end) {
    boolean negative = end > 0 && field.at(0) == '-';
    long millis = number(field, negative ? 1 : 0, end);
    return Instant.ofEpochMilli(negative ? -millis : millis);
  }

  static long number(Bytes text, int from, int to) {
    if (from >= to) {
      throw Digits.corrupt(text);
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + Digits.digit(text, i);
    }
    return number;
  }
}
