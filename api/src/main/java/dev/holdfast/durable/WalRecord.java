package dev.holdfast.durable;

import java.time.Instant;

/**
 * One change as the storage holds it.
 *
 * @param <K> the keys
 * @param <V> the values
 * @param log the log that it stands in: {@code base-<n>} or {@code wal-<n>}
 * @param group the number of its group in that log; a group is restored whole or not at all
 * @param at when the group was stored
 * @param change the change
 */
public record WalRecord<K, V>(String log, long group, Instant at, TableChange<K, V> change) {}
