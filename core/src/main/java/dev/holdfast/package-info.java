/**
 * The entry point: {@link dev.holdfast.Holdfast}, from which applications get their stores.
 *
 * <p>It depends on everything in core; nothing in core depends on it.
 */
package dev.holdfast;
