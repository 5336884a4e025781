/**
 * Connections to Redis: where it is, which server keeps a key, and how a command comes to a defined
 * end in time.
 *
 * <p>lettuce connects, authenticates, finds the primary through sentinels, writes and parses. What
 * it would do by itself after a connection is lost, sending commands again, is not wanted here: a
 * commit is sent at most once. Depends on {@code config}, {@code spi}, {@code error}, {@code value}
 * and lettuce.
 */
package dev.holdfast.backend.redis.connection;
