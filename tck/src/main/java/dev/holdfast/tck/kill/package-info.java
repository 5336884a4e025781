/**
 * Kills of a process in the midst of its work on a durable table, for backends whose storage
 * outlives a process.
 *
 * <p>{@link dev.holdfast.tck.kill.TableKills} starts the process and checks what it leaves. This
 * package depends on api and core alone.
 */
package dev.holdfast.tck.kill;
