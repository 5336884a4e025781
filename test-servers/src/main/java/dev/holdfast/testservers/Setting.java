package dev.holdfast.testservers;

import java.util.Locale;
import java.util.Optional;

/** What a run says about its servers. */
final class Setting {

  private Setting() {}

  /**
   * Returns the system property {@code name}, or else the environment variable of that name in
   * capitals with underscores; a blank one counts as none.
   */
  static Optional<String> of(String name) {
    String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    return Optional.ofNullable(System.getProperty(name, System.getenv(variable)))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** Returns the setting {@code holdfast.test.<engine>.<what>}. */
  static Optional<String> of(Engine engine, String what) {
    return of("holdfast.test." + engine.id() + "." + what);
  }
}
