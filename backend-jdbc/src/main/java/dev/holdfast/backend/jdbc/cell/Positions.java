package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;

/**
 * Offsets as 16 bytes whose order is that of the offsets. A row of entries stands at that of the
 * last one.
 */
public final class Positions {

  private static final int LENGTH = 2 * Long.BYTES;

  private Positions() {}

  /** Returns the bytes of {@code offset}. */
  public static Bytes encode(Offset offset) {
    return Bytes.wrap(
        ByteBuffer.allocate(LENGTH).putLong(offset.major()).putLong(offset.minor()).array());
  }
}
