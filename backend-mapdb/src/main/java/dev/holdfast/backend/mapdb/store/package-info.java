/**
 * The store: commits and reads over memory and tables, checkpoints, merges, and opening. Depends on
 * {@code file}, {@code journal}, {@code row} and {@code table}.
 */
package dev.holdfast.backend.mapdb.store;
