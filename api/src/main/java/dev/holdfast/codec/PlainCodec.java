package dev.holdfast.codec;

import dev.holdfast.value.Bytes;

/** Bytes as they are. */
enum PlainCodec implements Codec<Bytes> {
  BYTES;

  @Override
  public Bytes encode(Bytes value) {
    return value;
  }

  @Override
  public Bytes decode(Bytes bytes) {
    return bytes;
  }
}
