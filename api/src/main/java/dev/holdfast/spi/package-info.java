/**
 * What a backend implements: {@link dev.holdfast.spi.Backend}, eight operations over cells.
 *
 * <p>A <em>cell</em> is the unit of atomicity: a head (one versioned value), named logs (entries in
 * strict offset order) and named maps (rows by key). Everything in a cell changes together in one
 * commit, and is read from one state. Cells live in a collection, collections in a namespace.
 *
 * <p>Backends and {@code core} depend on this package; applications need not. It depends on {@code
 * value}, {@code error} and {@code config} alone. All values are immutable and thread-safe. The
 * constructors check whatever can be checked without asking a backend; what depends on a backend's
 * {@link dev.holdfast.spi.Limits} is checked in {@code core}, before the backend is called.
 */
package dev.holdfast.spi;
