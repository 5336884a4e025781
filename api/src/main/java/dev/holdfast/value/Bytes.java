package dev.holdfast.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable string of bytes, ordered byte by byte as unsigned numbers.
 *
 * <p>Instances are thread-safe. {@link #wrap} takes ownership of an array instead of copying it:
 * whoever calls it must never touch that array again.
 */
public final class Bytes implements Comparable<Bytes> {

  /** The byte string of length zero. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final int SHOWN_BYTES = 32;

  private final byte[] content;
  private int hash;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** Returns a byte string that holds a copy of {@code content}. */
  public static Bytes copyOf(byte... content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /** Returns a byte string over {@code content} itself; ownership of the array passes to it. */
  public static Bytes wrap(byte[] content) {
    return content.length == 0 ? EMPTY : new Bytes(Objects.requireNonNull(content));
  }

  /** Returns the UTF-8 form of {@code text}; unpaired surrogates become {@code ?}. */
  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a copy of the bytes that remain in {@code buffer}, whose position does not move. */
  public static Bytes copyOf(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return wrap(copy);
  }

  /** Returns the eight bytes of {@code number}, most significant first. */
  public static Bytes ofLong(long number) {
    return wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /** Returns the number of bytes. */
  public int length() {
    return content.length;
  }

  /** Tells whether the length is zero. */
  public boolean isEmpty() {
    return content.length == 0;
  }

  /**
   * Returns the byte at {@code index}.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= index < length()}
   */
  public byte at(int index) {
    return content[index];
  }

  /** Returns a fresh array with these bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  /** Returns a read-only view of these bytes; nothing is copied. */
  public ByteBuffer asBuffer() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** Copies all bytes into {@code target}, from its position on. */
  public void copyTo(ByteBuffer target) {
    target.put(content);
  }

  /** Returns these bytes read as UTF-8. */
  public String toUtf8() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Returns these bytes as Base64 text for URLs, without padding. */
  public String toBase64() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
  }

  /**
   * Reads what {@link #toBase64} wrote.
   *
   * @throws IllegalArgumentException if {@code text} is not Base64 for URLs
   */
  public static Bytes fromBase64(String text) {
    return wrap(Base64.getUrlDecoder().decode(text));
  }

  /**
   * Returns the bytes from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= length()}
   */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, content.length);
    return from == 0 && to == content.length ? this : wrap(Arrays.copyOfRange(content, from, to));
  }

  /** Returns these bytes followed by those of {@code tail}. */
  public Bytes concat(Bytes tail) {
    byte[] joined = Arrays.copyOf(content, content.length + tail.content.length);
    System.arraycopy(tail.content, 0, joined, content.length, tail.content.length);
    return wrap(joined);
  }

  /** Tells whether the first bytes are those of {@code prefix}. */
  public boolean startsWith(Bytes prefix) {
    return prefix.content.length <= content.length
        && Arrays.equals(
            content, 0, prefix.content.length, prefix.content, 0, prefix.content.length);
  }

  /**
   * Returns the smallest byte string that is larger than every one starting with this, or {@code
   * null} where there is none (this is empty, or all its bytes are 0xFF).
   */
  public @Nullable Bytes prefixEnd() {
    for (int last = content.length - 1; last >= 0; last--) {
      if (content[last] != (byte) 0xFF) {
        byte[] end = Arrays.copyOf(content, last + 1);
        end[last]++;
        return wrap(end);
      }
    }
    return null;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  /** Computed at first use and kept; a race computes the same number twice. */
  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(content);
      hash = known;
    }
    return known;
  }

  /** Returns a short hexadecimal form for people: length and first bytes, never all of a value. */
  @Override
  public String toString() {
    int shown = Math.min(content.length, SHOWN_BYTES);
    String hex = HexFormat.of().formatHex(content, 0, shown);
    return content.length + " B [" + hex + (shown < content.length ? "…]" : "]");
  }
}
