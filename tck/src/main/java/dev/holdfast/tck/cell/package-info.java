/**
 * The suites about cells: every rule of {@link dev.holdfast.spi.Backend}, one topic per class.
 *
 * <p>Each suite extends {@link dev.holdfast.tck.cell.CellSuite} and is nested in {@link
 * dev.holdfast.tck.HoldfastTck}. They depend on the SPI and the kit's base package.
 */
package dev.holdfast.tck.cell;
