/**
 * How a commit is judged and written: {@link dev.holdfast.spi.support.CommitEvaluator} works on a
 * {@link dev.holdfast.backend.jdbc.session.CellEdit}, which reads what it has to and collects what
 * changes; a committer takes that to the database.
 *
 * <p>Depends on {@code cell}, {@code dialect} and {@code pool}.
 */
package dev.holdfast.backend.jdbc.session;
