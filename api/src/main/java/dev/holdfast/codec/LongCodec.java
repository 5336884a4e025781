package dev.holdfast.codec;

import dev.holdfast.value.Bytes;

/** Whole numbers in eight bytes. */
enum LongCodec implements Codec<Long> {
  INT64;

  @Override
  public Bytes encode(Long value) {
    return Bytes.ofLong(value);
  }

  @Override
  public Long decode(Bytes bytes) {
    if (bytes.length() != Long.BYTES) {
      throw new IllegalArgumentException("A whole number has 8 bytes, not " + bytes.length() + ".");
    }
    return bytes.asBuffer().getLong();
  }
}
