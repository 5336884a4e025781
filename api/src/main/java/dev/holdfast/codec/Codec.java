package dev.holdfast.codec;

import dev.holdfast.value.Bytes;

/**
 * Turns values of a type into bytes and back.
 *
 * <p>Implementations are thread-safe, and what they read back equals what they wrote. The bytes
 * stay in the storage: later releases of an application must be able to read them. Two codecs that
 * do the same should be equal, as those made here are.
 *
 * @param <T> the type
 */
public interface Codec<T> {

  /**
   * Returns the bytes of {@code value}.
   *
   * @throws dev.holdfast.error.InvalidRequestException if it cannot be written
   */
  Bytes encode(T value);

  /**
   * Returns the value that {@link #encode} wrote.
   *
   * @throws RuntimeException if the bytes are not of this form
   */
  T decode(Bytes bytes);

  /** Returns the codec of text, as UTF-8; text with half a surrogate pair is refused. */
  static Codec<String> utf8() {
    return TextCodec.UTF8;
  }

  /** Returns the codec of whole numbers: eight bytes, most significant first. */
  static Codec<Long> int64() {
    return LongCodec.INT64;
  }

  /** Returns the codec of values that are bytes already. */
  static Codec<Bytes> bytes() {
    return PlainCodec.BYTES;
  }

  /**
   * Returns the codec of a record or other class, as JSON; see {@link dev.holdfast.json.JsonBinder}
   * for the form.
   */
  static <T> Codec<T> json(Class<T> type) {
    return new JsonCodec<>(type);
  }
}
