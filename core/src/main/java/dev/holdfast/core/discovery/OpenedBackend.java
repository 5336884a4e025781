package dev.holdfast.core.discovery;

import dev.holdfast.config.EffectiveSetting;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.Values;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * A backend that is open, and the settings it runs with.
 *
 * @param backend the backend; whoever holds this closes it
 * @param config what it was opened with
 * @param common the settings of Holdfast itself
 * @param settings all settings as they hold, secrets masked
 */
public record OpenedBackend(
    Backend backend, BackendConfig config, Values common, List<EffectiveSetting> settings) {

  /** Holds a copy of {@code settings}. */
  public OpenedBackend {
    settings = List.copyOf(settings);
  }

  /** Returns the namespace that the application's collections live in. */
  public String namespace() {
    return common.get(HoldfastConfig.NAMESPACE);
  }

  /** Returns the time that an operation may take unless the caller says otherwise. */
  public Duration timeout() {
    return common.get(HoldfastConfig.TIMEOUT);
  }

  /** Returns the clock that everything tells the time by. */
  public InstantSource clock() {
    return config.clock();
  }

  /** Returns the name in logs and in names of threads. */
  public String name() {
    return config.name();
  }

  /** Returns the backend, what it promises, and all settings, secrets masked, in several lines. */
  public String describe() {
    BackendInfo info = backend.info();
    return "Backend %s (%s): %s\n%s"
        .formatted(
            info.name(),
            info.engine(),
            Requirements.describe(info.capabilities()),
            EffectiveConfiguration.lines(settings));
  }
}
