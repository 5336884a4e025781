/**
 * Processes that die in the midst of their work on a durable table, or fight over one, for backends
 * whose storage outlives a process.
 *
 * <p>{@link dev.holdfast.tck.kill.TableKills} and {@link dev.holdfast.tck.kill.TableRivals} start
 * them and check what they leave. This package depends on api and core alone.
 */
package dev.holdfast.tck.kill;
