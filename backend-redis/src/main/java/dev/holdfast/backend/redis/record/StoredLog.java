package dev.holdfast.backend.redis.record;

import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.value.Bytes;

/** A log's record: incarnation, last offset, trimmed through, bytes and number of the entries. */
public final class StoredLog {

  private static final int LAST = Digits.WIDTH;
  private static final int TRIMMED = LAST + Digits.OFFSET_WIDTH;
  private static final int BYTES = TRIMMED + Digits.OFFSET_WIDTH;
  private static final int COUNT = BYTES + Digits.WIDTH;
  private static final int LENGTH = COUNT + Digits.WIDTH;

  private StoredLog() {}

  /** Returns how many bytes the values of a log's entries have, of its record. */
  public static long bytes(Bytes text) {
    return Digits.number(text, BYTES);
  }

  /**
   * Reads what a script wrote.
   *
   * @throws dev.holdfast.error.CorruptException if it is not of the form expected
   */
  public static LogRecord read(Bytes text) {
    if (text.length() != LENGTH) {
      throw Digits.corrupt(text);
    }
    return new LogRecord(
        Digits.number(text, 0),
        Digits.offset(text, LAST),
        Digits.offset(text, TRIMMED),
        Digits.number(text, COUNT));
  }
}
