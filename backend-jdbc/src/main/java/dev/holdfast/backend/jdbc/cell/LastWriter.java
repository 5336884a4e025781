package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.support.WriterRecord;
import java.util.UUID;

/** The writer of a cell's last commit with an id, and what that commit did. */
public record LastWriter(UUID writer, WriterRecord commit) {}
