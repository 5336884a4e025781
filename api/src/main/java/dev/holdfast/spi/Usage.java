package dev.holdfast.spi;

import java.time.Duration;

/**
 * How much a collection holds.
 *
 * @param cells how many cells a listing would show
 * @param bytes the bytes of their ids, values, keys and entries, without the engine's overhead
 * @param age how old the numbers may be: zero if they are exact and current; else they are exact if
 *     nothing was committed within that time, and an estimate if something was
 */
public record Usage(long cells, long bytes, Duration age) {}
