/**
 * Hints: messages that servers publish after commits, and the connection that receives them.
 *
 * <p>Depends on {@code connection}, {@code key} and lettuce.
 */
package dev.holdfast.backend.redis.hint;
