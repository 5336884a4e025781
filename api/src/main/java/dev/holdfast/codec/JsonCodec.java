package dev.holdfast.codec;

import dev.holdfast.json.JsonBinder;
import dev.holdfast.value.Bytes;

/** Values of a class, as JSON. */
record JsonCodec<T>(Class<T> type) implements Codec<T> {

  @Override
  public Bytes encode(T value) {
    return JsonBinder.installed().write(value);
  }

  @Override
  public T decode(Bytes bytes) {
    return JsonBinder.installed().read(bytes, type);
  }
}
