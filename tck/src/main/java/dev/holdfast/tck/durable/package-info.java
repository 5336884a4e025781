/**
 * Tests of durable tables, on any backend: {@code docs/spec/durable-tables.md}.
 *
 * <p>This package depends on the kit's base, the contract in {@code dev.holdfast.durable} and the
 * entry point.
 */
package dev.holdfast.tck.durable;
