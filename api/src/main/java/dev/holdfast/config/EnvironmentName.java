package dev.holdfast.config;

import java.util.Locale;

/** How a key is spelt as an environment variable. */
final class EnvironmentName {

  private EnvironmentName() {}

  /** Returns {@code HOLDFAST_REDIS_TIMEOUT} for {@code holdfast.redis.timeout}. */
  static String of(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
