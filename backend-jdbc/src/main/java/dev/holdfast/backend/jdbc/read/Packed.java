package dev.holdfast.backend.jdbc.read;

import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;

/** Rows that the database has packed into one value: what a row has is taken in its order. */
final class Packed {

  private final ByteBuffer rest;

  Packed(Bytes rows) {
    this.rest = rows.asBuffer();
  }

  boolean hasNext() {
    return rest.hasRemaining();
  }

  long number() {
    return rest.getLong();
  }

  Bytes binary() {
    byte[] bytes = new byte[rest.getInt()];
    rest.get(bytes);
    return Bytes.wrap(bytes);
  }
}
