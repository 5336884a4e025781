package dev.holdfast.json;

import dev.holdfast.value.Bytes;

/**
 * Writes Java values as JSON text and reads them back; the service that holdfast-core provides.
 *
 * <p>Types of {@code java.time} are ISO 8601 text, byte arrays Base64. Nothing is dropped or bent
 * to fit: unknown keys, numbers with a fraction for integers, text for numbers and null for
 * primitive types are refused. An implementation is thread-safe and has a public constructor
 * without parameters.
 */
public interface JsonBinder {

  /**
   * Returns the binder that is installed.
   *
   * @throws dev.holdfast.error.ConfigurationException if there is none
   */
  static JsonBinder installed() {
    return InstalledService.BINDER.get();
  }

  /**
   * Returns the JSON text of {@code value}, as UTF-8.
   *
   * @throws dev.holdfast.error.InvalidRequestException if it has none
   */
  Bytes write(Object value);

  /**
   * Returns the {@code type} that {@code utf8} stands for.
   *
   * @throws dev.holdfast.error.InvalidRequestException if it is not JSON, or does not fit
   */
  <T> T read(Bytes utf8, Class<T> type);
}
