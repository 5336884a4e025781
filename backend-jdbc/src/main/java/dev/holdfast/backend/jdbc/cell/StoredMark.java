package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.Offset;
import java.time.Instant;

/** An entry of a log without its value: where it is, when it was written, how long it is. */
public record StoredMark(Offset offset, Instant at, int bytes) {}
