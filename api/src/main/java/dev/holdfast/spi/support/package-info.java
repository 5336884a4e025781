/**
 * Parts that backends may share: the rules of a commit, conflict messages, telling watchers, work
 * that nobody waits for.
 *
 * <p>A backend that can read and write a cell under a lock or in a transaction implements {@link
 * dev.holdfast.spi.support.CellSession} and leaves the rules to {@link
 * dev.holdfast.spi.support.CommitEvaluator}. None of this is required of a backend. The package
 * depends on {@code spi}, {@code value} and {@code error}.
 */
package dev.holdfast.spi.support;
