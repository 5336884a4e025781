package dev.holdfast.config;

/**
 * A setting as it holds, fit to be shown.
 *
 * @param key the whole key, for example {@code holdfast.redis.timeout}
 * @param value the value, {@code ***} for a secret, {@code -} for none
 * @param source where the value comes from, for example {@code default}
 */
public record EffectiveSetting(String key, String value, String source) {}
