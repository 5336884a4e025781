package dev.holdfast.spi;

/**
 * What a backend is and can do.
 *
 * @param name the backend's name, for example {@code redis}
 * @param engine the engine and its version, for example {@code Redis 7.0.15}
 * @param capabilities what it promises
 * @param limits the numbers within which it works
 */
public record BackendInfo(String name, String engine, Capabilities capabilities, Limits limits) {}
