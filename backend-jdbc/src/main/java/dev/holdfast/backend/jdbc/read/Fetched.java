package dev.holdfast.backend.jdbc.read;

import dev.holdfast.value.Bytes;

/**
 * A row that a part of a read brought: an entry or a row of a map.
 *
 * @param key the entry's position, or the row's key
 * @param number the entry's instant, or the row's version
 * @param content the value
 */
record Fetched(Bytes key, long number, Bytes content) {}
