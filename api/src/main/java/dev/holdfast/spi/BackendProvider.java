package dev.holdfast.spi;

import dev.holdfast.config.Options;
import java.util.Set;

/**
 * Opens one kind of backend; found through {@link java.util.ServiceLoader}.
 *
 * <p>Being found changes nothing: a provider is used only when a URL with one of its schemes is
 * opened. It has a public constructor without parameters that does no work. Thread-safe.
 */
public interface BackendProvider {

  /** Returns the scheme of its URLs and of its keys, for example {@code redis}; lower case. */
  String scheme();

  /** Returns all schemes that it answers to, {@link #scheme} among them. */
  default Set<String> schemes() {
    return Set.of(scheme());
  }

  /** Returns one sentence for the reference page. */
  String description();

  /** Returns the options it understands, always the same. */
  Options options();

  /**
   * Opens a backend.
   *
   * @throws dev.holdfast.error.ConfigurationException if the settings cannot be used together, or
   *     the storage that they name cannot be used
   * @throws dev.holdfast.error.UnavailableException if the engine cannot be reached
   */
  Backend open(BackendConfig config);
}
