package dev.holdfast.backend.redis.record;

import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.time.Instant;

/** Offsets as the ids of a stream's entries: {@code major-minor}. */
public final class StreamIds {

  private StreamIds() {}

  /** Returns the bound of a range that has {@code offset} in it. */
  public static Bytes including(Offset offset) {
    return Bytes.utf8(offset.major() + "-" + offset.minor());
  }

  /** Returns the bound of a range that begins or ends beside {@code offset}. */
  public static Bytes excluding(Offset offset) {
    return Bytes.utf8("(" + offset.major() + "-" + offset.minor());
  }

  /** Returns the offset of the entry with this id. */
  public static Offset offset(Bytes id) {
    int dash = 0;
    while (id.at(dash) != '-') {
      dash++;
    }
    return new Offset(number(id, 0, dash), number(id, dash + 1, id.length()));
  }

  /** Returns when an entry was written; its only field is named after that. */
  public static Instant instant(Bytes field) {
    boolean negative = field.at(0) == '-';
    long millis = number(field, negative ? 1 : 0, field.length());
    return Instant.ofEpochMilli(negative ? -millis : millis);
  }

  private static long number(Bytes text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + Digits.digit(text, i);
    }
    return number;
  }
}
