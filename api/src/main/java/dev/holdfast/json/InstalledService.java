package dev.holdfast.json;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds a service of this package, once.
 *
 * @param <S> the service
 */
final class InstalledService<S> {

  static final InstalledService<JsonReader> READER =
      new InstalledService<>(
          JsonReader.class,
          loader -> ServiceLoader.load(JsonReader.class, loader).findFirst(),
          "JSON reader",
          "JSON text cannot be read");

  static final InstalledService<JsonBinder> BINDER =
      new InstalledService<>(
          JsonBinder.class,
          loader -> ServiceLoader.load(JsonBinder.class, loader).findFirst(),
          "JSON binder",
          "Java values cannot be written as JSON");

  private final Class<S> type;
  private final Function<@Nullable ClassLoader, Optional<S>> search;
  private final String name;
  private final String lack;
  private volatile @Nullable S found;

  /** The search stands where the type is known, as the module system asks. */
  private InstalledService(
      Class<S> type,
      Function<@Nullable ClassLoader, Optional<S>> search,
      String name,
      String lack) {
    this.type = type;
    this.search = search;
    this.name = name;
    this.lack = lack;
  }

  /** Returns the service; looks again at each call for as long as there is none. */
  S get() {
    S known = found;
    if (known == null) {
      known = find(type.getClassLoader(), Thread.currentThread().getContextClassLoader());
      found = known;
    }
    return known;
  }

  /** Looks for the service in {@code own}, the loader of this API, then in {@code context}. */
  S find(@Nullable ClassLoader own, @Nullable ClassLoader context) {
    try {
      return search.apply(own).or(() -> search.apply(context)).orElseThrow(this::missing);
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException(
          ErrorCode.BROKEN_PROVIDER, "The " + name + " could not be loaded: " + e.getMessage(), e);
    }
  }

  private ConfigurationException missing() {
    return new ConfigurationException(
        ErrorCode.MISSING_COMPONENT,
        lack
            + ": there is no "
            + type.getName()
            + " on the class path or module path; the artifact dev.holdfast:holdfast-core brings"
            + " it.");
  }
}
