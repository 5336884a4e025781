package dev.holdfast.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cell in a listing.
 *
 * @param cell the cell
 * @param head its head's version and tag; {@code null} where it has logs or maps alone
 * @param headAt when the head was written; {@code null} where there is none
 * @param updatedAt when the cell's last commit was
 */
public record CellSummary(
    CellRef cell, @Nullable Revision head, @Nullable Instant headAt, Instant updatedAt) {}
