package dev.holdfast.backend.mapdb.row;

import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes that records are written to; for one thread. */
public final class ByteOutput {

  private byte[] array;
  private int length;

  /** Makes an empty output with room for {@code capacity} bytes before it grows. */
  public ByteOutput(int capacity) {
    this.array = new byte[capacity];
  }

  private void room(int more) {
    if (array.length - length < more) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
    }
  }

  /** Writes the lowest byte of {@code number}. */
  public ByteOutput octet(int number) {
    room(1);
    array[length++] = (byte) number;
    return this;
  }

  /** Writes eight bytes, most significant first. */
  public ByteOutput fixed(long number) {
    room(Long.BYTES);
    ByteBuffer.wrap(array).putLong(length, number);
    length += Long.BYTES;
    return this;
  }

  /** Writes a number in one to ten bytes; small ones take few. */
  public ByteOutput number(long number) {
    room(10);
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      array[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[length++] = (byte) rest;
    return this;
  }

  /** Writes a number that may as well be negative. */
  public ByteOutput signed(long number) {
    return number((number << 1) ^ (number >> 63));
  }

  /** Writes bytes as they are. */
  public ByteOutput raw(Bytes bytes) {
    room(bytes.length());
    bytes.copyTo(ByteBuffer.wrap(array, length, bytes.length()));
    length += bytes.length();
    return this;
  }

  /** Writes a length and that many bytes. */
  public ByteOutput sized(Bytes bytes) {
    return number(bytes.length()).raw(bytes);
  }

  /** Writes the UTF-8 form of a text, without its length. */
  public ByteOutput text(String text) {
    return raw(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns how many bytes were written. */
  public int length() {
    return length;
  }

  /** Forgets what was written. */
  public void clear() {
    length = 0;
  }

  /** Returns a view of what was written, valid until the next change. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(array, 0, length);
  }

  /** Returns a copy of what was written. */
  public Bytes toBytes() {
    return Bytes.wrap(Arrays.copyOf(array, length));
  }
}
