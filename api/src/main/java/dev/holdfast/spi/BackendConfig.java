package dev.holdfast.spi;

import dev.holdfast.config.BackendUrl;
import dev.holdfast.config.EffectiveSetting;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.Option;
import dev.holdfast.config.Section;
import dev.holdfast.config.Values;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a provider opens a backend with: its URL, the checked values of its options, and the clock.
 *
 * <p>{@link #toString} shows no secrets. Immutable and thread-safe.
 */
public final class BackendConfig {

  private final BackendUrl url;
  private final Values values;
  private final InstantSource clock;
  private final String name;

  private BackendConfig(BackendUrl url, Values values, InstantSource clock, String name) {
    this.url = url;
    this.values = values;
    this.clock = clock;
    this.name = name;
  }

  /**
   * Returns what {@code config} holds for {@code provider}.
   *
   * @throws IllegalArgumentException if the provider does not answer to the URL's scheme
   * @throws ConfigurationException if there is no URL, its query has a key that the provider does
   *     not declare, or a value is wrong or missing
   */
  public static BackendConfig of(HoldfastConfig config, BackendProvider provider) {
    BackendUrl url =
        config
            .url()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        ErrorCode.NOT_CONFIGURED, "No backend is configured."));
    if (!provider.schemes().contains(url.scheme())) {
      throw new IllegalArgumentException(
          "The provider of " + provider.scheme() + " does not answer to " + url.scheme() + ".");
    }
    Section section = Section.backend(provider.scheme(), provider.options());
    return new BackendConfig(
        provider.options().isQueryForDriver() ? url : url.withoutQuery(),
        config.values(section),
        config.clock(),
        config.values(HoldfastConfig.COMMON).get(HoldfastConfig.NAME));
  }

  /**
   * Returns the value given for {@code option}, or else its default.
   *
   * @throws ConfigurationException if there is neither
   * @throws IllegalArgumentException if the provider does not declare the option
   */
  public <T> T get(Option<T> option) {
    return values.get(option);
  }

  /**
   * Returns the value given for {@code option}, or else its default, or else nothing.
   *
   * @throws IllegalArgumentException if the provider does not declare the option
   */
  public <T> Optional<T> find(Option<T> option) {
    return values.find(option);
  }

  /** Returns the URL; its query is left out unless the provider's options leave it to a driver. */
  public BackendUrl url() {
    return url;
  }

  /** Returns the only clock that the backend may tell the time by. */
  public InstantSource clock() {
    return clock;
  }

  /** Returns the name to use in logs and for threads. */
  public String name() {
    return name;
  }

  /** Returns all options of the provider as they hold, secrets masked. */
  public List<EffectiveSetting> effective() {
    return values.effective();
  }

  @Override
  public String toString() {
    return "BackendConfig[" + name + ", " + url + "]";
  }
}
