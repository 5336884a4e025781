/**
 * Listings: the index of ids, pages of cells, usage, and the sweeper that keeps the index small.
 *
 * <p>Depends on {@code connection}, {@code key}, {@code record} and {@code script}.
 */
package dev.holdfast.backend.redis.listing;
