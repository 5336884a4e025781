/**
 * How a commit is judged and written: {@link dev.holdfast.spi.support.CommitEvaluator} works on a
 * {@link dev.holdfast.backend.jdbc.session.CellEdit}, which reads what it has to and collects what
 * changes; a committer takes that to the database. And how entries are put together under the same
 * lock.
 *
 * <p>Depends on {@code cell}, {@code dialect}, {@code known} and {@code pool}.
 */
package dev.holdfast.backend.jdbc.session;
