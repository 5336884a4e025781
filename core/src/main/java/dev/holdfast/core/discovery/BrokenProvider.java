package dev.holdfast.core.discovery;

/**
 * A provider that is named in a service file but could not be used.
 *
 * @param problem what went wrong, as its loader says
 * @param error the error itself
 */
record BrokenProvider(String problem, Throwable error) {}
