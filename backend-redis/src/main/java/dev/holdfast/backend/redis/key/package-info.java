/**
 * The names of keys: one place decides where everything lies in Redis.
 *
 * <p>Depends on {@code spi} and {@code value} alone.
 */
package dev.holdfast.backend.redis.key;
