package dev.holdfast.spi.support;

import dev.holdfast.spi.Offset;
import java.time.Instant;

/**
 * An entry of a log without its value.
 *
 * @param offset where it stands
 * @param at when it was appended
 */
public record EntryMark(Offset offset, Instant at) {}
