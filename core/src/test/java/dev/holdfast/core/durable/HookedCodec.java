package dev.holdfast.core.durable;

import dev.holdfast.codec.Codec;
import dev.holdfast.value.Bytes;

/** Texts, with something done before each that is written or read. */
record HookedCodec(Runnable beforeEncode, Runnable beforeDecode) implements Codec<String> {

  static HookedCodec encoding(Runnable before) {
    return new HookedCodec(before, () -> {});
  }

  static HookedCodec decoding(Runnable before) {
    return new HookedCodec(() -> {}, before);
  }

  @Override
  public Bytes encode(String value) {
    beforeEncode.run();
    return Codec.utf8().encode(value);
  }

  @Override
  public String decode(Bytes bytes) {
    beforeDecode.run();
    return Codec.utf8().decode(bytes);
  }
}
