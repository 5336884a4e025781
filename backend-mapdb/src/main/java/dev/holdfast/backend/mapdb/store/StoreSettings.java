package dev.holdfast.backend.mapdb.store;

import java.time.Duration;

/**
 * The numbers that a store works by.
 *
 * @param checkpointBytes how much may be in memory and in the journal before it goes to a table
 * @param segmentBytes the size of a file of the journal
 * @param tombstoneRetention how long the tombstone of a deleted cell is kept
 */
public record StoreSettings(long checkpointBytes, int segmentBytes, Duration tombstoneRetention) {}
