/**
 * Durable tables on the gateway: a {@link dev.holdfast.core.durable.RamTable} that shows what the
 * {@link dev.holdfast.core.durable.OwnedLog} holds.
 *
 * <p>A table is a cell. Its head names the owner and the logs; a <em>wal</em> takes the groups as
 * they are committed, a <em>base</em> holds what older wals came to. All changes pass through one
 * {@link dev.holdfast.core.durable.GroupCommit}. This package depends on {@code core.cell} and the
 * api; the entry point depends on it.
 */
package dev.holdfast.core.durable;
