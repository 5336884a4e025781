/**
 * Contexts on cells: a context is a cell, its value the head, its deltas the log {@code deltas}.
 *
 * <p>{@link dev.holdfast.core.context.SyncedContexts} is the way in. This package depends on the
 * gateway {@code dev.holdfast.core.cell}, on {@code dev.holdfast.core.json} for typed use, and on
 * the API; the entry point depends on it.
 */
package dev.holdfast.core.context;
