/**
 * The Lua scripts, which stand beside this package's classes as resources, and how they are sent.
 *
 * <p>The commit script holds the rules of a commit, the same as {@link
 * dev.holdfast.spi.support.CommitEvaluator}'s. Depends on {@code connection}, {@code value} and
 * lettuce.
 */
package dev.holdfast.backend.redis.script;
