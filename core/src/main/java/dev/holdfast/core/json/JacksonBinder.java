package dev.holdfast.core.json;

import dev.holdfast.json.JsonBinder;
import dev.holdfast.json.JsonValue;
import dev.holdfast.value.Bytes;

/** Writes and reads Java values with the {@linkplain JsonMapping#standard standard mapping}. */
public final class JacksonBinder implements JsonBinder {

  /** Made by ServiceLoader. */
  public JacksonBinder() {}

  @Override
  public Bytes write(Object value) {
    return JsonMapping.standard().toJson(value).toUtf8();
  }

  @Override
  public <T> T read(Bytes utf8, Class<T> type) {
    return JsonMapping.standard().fromJson(JsonValue.parse(utf8), type);
  }
}
