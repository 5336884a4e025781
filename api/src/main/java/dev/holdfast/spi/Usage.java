package dev.holdfast.spi;

import java.time.Duration;

/**
 * How much a collection holds.
 *
 * @param cells how many cells a listing would show
 * @param bytes the bytes of their ids, values, keys and entries, without the engine's overhead; an
 *     estimate where {@code age} is above zero
 * @param age how old the numbers may be; zero if they are exact and current
 */
public record Usage(long cells, long bytes, Duration age) {}
