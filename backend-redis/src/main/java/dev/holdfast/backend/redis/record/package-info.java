/**
 * The texts that the scripts keep and answer with, as Java sees them.
 *
 * <p>Depends on {@code spi}, {@code error} and {@code value} alone.
 */
package dev.holdfast.backend.redis.record;
