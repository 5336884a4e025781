package dev.holdfast.core.cell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of something that is read in pages.
 *
 * @param <T> what the page holds
 * @param <Q> what asks for a page
 * @param items what the page holds; may be empty in the middle
 * @param next asks for the page after it; {@code null} after the last
 */
record Page<T, Q>(List<T> items, @Nullable Q next) {}
