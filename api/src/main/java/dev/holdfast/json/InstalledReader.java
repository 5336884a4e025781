package dev.holdfast.json;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the {@link JsonReader} among the services, once. */
final class InstalledReader {

  private static volatile @Nullable JsonReader found;

  private InstalledReader() {}

  /** Returns the reader; looks again at each call for as long as there is none. */
  static JsonReader get() {
    JsonReader known = found;
    if (known == null) {
      known =
          find(JsonReader.class.getClassLoader(), Thread.currentThread().getContextClassLoader());
      found = known;
    }
    return known;
  }

  /** Looks for a reader in {@code own}, the loader of this API, then in {@code context}. */
  static JsonReader find(@Nullable ClassLoader own, @Nullable ClassLoader context) {
    try {
      return first(own).or(() -> first(context)).orElseThrow(InstalledReader::missing);
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException(
          ErrorCode.BROKEN_PROVIDER, "The JSON reader could not be loaded: " + e.getMessage(), e);
    }
  }

  private static Optional<JsonReader> first(@Nullable ClassLoader loader) {
    return ServiceLoader.load(JsonReader.class, loader).findFirst();
  }

  private static ConfigurationException missing() {
    return new ConfigurationException(
        ErrorCode.MISSING_COMPONENT,
        "JSON text cannot be read: there is no "
            + JsonReader.class.getName()
            + " on the class path or module path; the artifact dev.holdfast:holdfast-core brings"
            + " it.");
  }
}
