package dev.holdfast.backend.jdbc.dialect;

/**
 * How a database writes rows, whether or not rows with their keys are there.
 *
 * @param before the text before the rows, each {@code (?, ?, …)}, joined by commas
 * @param after the text after them
 */
public record Upsert(String before, String after) {}
