package dev.holdfast.config;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Collects the values of a {@link HoldfastConfig}; what is set here goes before all other sources.
 *
 * <p>Not thread-safe.
 */
public final class HoldfastConfigBuilder {

  private final Map<String, Setting> settings;
  private InstantSource clock;

  HoldfastConfigBuilder(Map<String, Setting> settings, InstantSource clock) {
    this.settings = new HashMap<>(settings);
    this.clock = clock;
  }

  /** Sets the backend's URL. */
  public HoldfastConfigBuilder url(String url) {
    return set(HoldfastConfig.URL_KEY, url);
  }

  /** Sets the namespace of all collections. */
  public HoldfastConfigBuilder namespace(String namespace) {
    return set(HoldfastConfig.NAMESPACE, namespace);
  }

  /** Sets the name in logs and in names of threads. */
  public HoldfastConfigBuilder name(String name) {
    return set(HoldfastConfig.NAME, name);
  }

  /** Sets how long an operation may take unless the caller says otherwise. */
  public HoldfastConfigBuilder timeout(Duration timeout) {
    return set(HoldfastConfig.TIMEOUT, timeout);
  }

  /** Sets the clock that all stores and the backend tell the time by, as tests do. */
  public HoldfastConfigBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Sets the value of a whole key, for example {@code holdfast.redis.timeout}. */
  public HoldfastConfigBuilder set(String key, String value) {
    settings.put(key, new Setting(key, value, Layer.CODE, "set in code"));
    return this;
  }

  private <T> HoldfastConfigBuilder set(Option<T> option, T value) {
    return set(HoldfastConfig.COMMON.fullKey(option), option.write(value));
  }

  /** Returns the configuration. */
  public HoldfastConfig build() {
    return new HoldfastConfig(settings, clock);
  }
}
