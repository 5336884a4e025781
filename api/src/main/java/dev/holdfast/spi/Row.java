package dev.holdfast.spi;

import dev.holdfast.value.Bytes;

/**
 * A row of a map.
 *
 * @param key its key
 * @param value its value
 * @param version the {@link CommitResult#sequence()} of the commit that wrote it; it never comes
 *     back once the row is written again or deleted
 */
public record Row(Bytes key, Bytes value, long version) {}
