package dev.holdfast.backend.jdbc.read;

import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/** Rows that the database has packed into one value. */
final class Packed {

  private Packed() {}

  /** Adds the rows of {@code content} to {@code found}. */
  static void unpack(Bytes content, List<Fetched> found) {
    ByteBuffer rest = content.asBuffer();
    while (rest.hasRemaining()) {
      Bytes key = next(rest);
      long number = rest.getLong();
      found.add(new Fetched(key, number, next(rest)));
    }
  }

  private static Bytes next(ByteBuffer rest) {
    byte[] bytes = new byte[rest.getInt()];
    rest.get(bytes);
    return Bytes.wrap(bytes);
  }
}
