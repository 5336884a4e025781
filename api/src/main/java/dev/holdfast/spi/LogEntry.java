package dev.holdfast.spi;

import dev.holdfast.value.Bytes;
import java.time.Instant;

/**
 * An entry of a log.
 *
 * @param offset where it stands
 * @param value its value
 * @param at the instant of the commit that appended it
 */
public record LogEntry(Offset offset, Bytes value, Instant at) {}
