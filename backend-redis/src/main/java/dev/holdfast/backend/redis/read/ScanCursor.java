package dev.holdfast.backend.redis.read;

import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Where a scan goes on.
 *
 * @param incarnation the map's incarnation that it began in
 * @param key the last key that it came to
 */
record ScanCursor(long incarnation, Bytes key) {

  static @Nullable ScanCursor read(@Nullable Bytes cursor) {
    if (cursor == null) {
      return null;
    }
    if (cursor.length() <= Digits.WIDTH) {
      throw foreign(cursor, null);
    }
    try {
      return new ScanCursor(Digits.number(cursor, 0), cursor.slice(Digits.WIDTH, cursor.length()));
    } catch (CorruptException e) {
      throw foreign(cursor, e);
    }
  }

  Bytes write() {
    return Digits.of(incarnation).concat(key);
  }

  private static InvalidRequestException foreign(Bytes cursor, @Nullable Throwable cause) {
    return new InvalidRequestException(
        ErrorCode.INVALID_REQUEST, "The cursor " + cursor + " was not given by a scan.", cause);
  }
}
