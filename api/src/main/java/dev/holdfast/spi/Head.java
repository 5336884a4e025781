package dev.holdfast.spi;

import dev.holdfast.value.Bytes;
import java.time.Instant;

/**
 * A cell's head.
 *
 * @param revision its version and tag
 * @param value its value
 * @param at when it was written
 */
public record Head(Revision revision, Bytes value, Instant at) {}
