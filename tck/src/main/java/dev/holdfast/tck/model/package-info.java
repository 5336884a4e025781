/**
 * Random sequences of operations, checked against a small model of what a backend is.
 *
 * <p>{@link dev.holdfast.tck.model.Model} is written from the specification alone and shares no
 * code with any backend. A failing sequence is shrunk, printed, and replayed by its seed. The
 * package depends on the SPI and the kit's base package.
 */
package dev.holdfast.tck.model;
