package dev.holdfast.backend.jdbc.read;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;
import org.jspecify.annotations.Nullable;

/** Where a scan goes on: after the row {@code last} of this incarnation of the map. */
record Cursor(long incarnation, Bytes last) {

  Bytes encode() {
    return Bytes.ofLong(incarnation).concat(last);
  }

  static @Nullable Cursor decode(@Nullable Bytes cursor) {
    if (cursor == null) {
      return null;
    }
    if (cursor.length() <= Long.BYTES) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST, "The cursor " + cursor + " was not given by a scan.");
    }
    return new Cursor(cursor.asBuffer().getLong(0), cursor.slice(Long.BYTES, cursor.length()));
  }
}
