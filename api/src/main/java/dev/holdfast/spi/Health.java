package dev.holdfast.spi;

/**
 * Whether a backend can work right now.
 *
 * @param healthy whether reads and commits can be expected to succeed
 * @param detail what was found, one sentence for people, without secrets
 */
public record Health(boolean healthy, String detail) {}
