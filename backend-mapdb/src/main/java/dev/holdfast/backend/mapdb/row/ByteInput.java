package dev.holdfast.backend.mapdb.row;

import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;

/**
 * Reads what {@link ByteOutput} wrote; for one thread.
 *
 * <p>Past the end it throws {@link java.nio.BufferUnderflowException}: callers have checked a
 * checksum before, so that is damage which the checksum missed, or a mistake.
 */
public final class ByteInput {

  private final ByteBuffer buffer;

  /** Reads {@code bytes} from the beginning. */
  public ByteInput(Bytes bytes) {
    this(bytes.asBuffer());
  }

  /** Reads what remains in {@code buffer}, moving its position. */
  public ByteInput(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Reads one byte as a number from 0 to 255. */
  public int octet() {
    return buffer.get() & 0xFF;
  }

  /** Reads eight bytes, most significant first. */
  public long fixed() {
    return buffer.getLong();
  }

  /** Reads what {@link ByteOutput#number} wrote. */
  public long number() {
    long result = 0;
    int shift = 0;
    while (true) {
      byte next = buffer.get();
      result |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return result;
      }
      shift += 7;
    }
  }

  /** Reads what {@link ByteOutput#signed} wrote. */
  public long signed() {
    long coded = number();
    return (coded >>> 1) ^ -(coded & 1);
  }

  /** Reads so many bytes. */
  public Bytes raw(int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return Bytes.wrap(bytes);
  }

  /** Reads what {@link ByteOutput#sized} wrote. */
  public Bytes sized() {
    return raw(Math.toIntExact(number()));
  }

  /** Reads all that is left. */
  public Bytes rest() {
    return raw(buffer.remaining());
  }

  /** Tells whether anything is left. */
  public boolean hasMore() {
    return buffer.hasRemaining();
  }
}
