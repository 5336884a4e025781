/**
 * The gateway over the backend SPI: everything that the stores share in calling a backend.
 *
 * <p>{@link dev.holdfast.core.cell.CheckedBackend} refuses what a backend could not take; {@link
 * dev.holdfast.core.cell.Cells} adds deadlines, commit ids, order per cell and repetition; {@link
 * dev.holdfast.core.cell.Combiner} lets callers share commits. The stores and the entry point
 * depend on this package; it depends on the SPI alone.
 */
package dev.holdfast.core.cell;
