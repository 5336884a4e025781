/**
 * Reads: how parts of cells are asked for, and what the answers mean.
 *
 * <p>Depends on {@code connection}, {@code key}, {@code record} and {@code script}.
 */
package dev.holdfast.backend.redis.read;
