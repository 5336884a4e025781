package dev.holdfast.context;

import java.time.Instant;

/**
 * A stored delta: what changed when a context came to a version.
 *
 * @param id the context's id
 * @param delta the changes
 * @param version the version that the changes lead to, 1 to 2^63−1
 * @param insertedAt when the delta was stored, whole milliseconds
 */
public record ContextDelta(String id, Delta delta, long version, Instant insertedAt) {}
