package dev.holdfast.context;

/**
 * How many deltas an id has.
 *
 * @param id the id
 * @param count the number of its deltas, 0 or more
 */
public record DeltaCount(String id, long count) {}
