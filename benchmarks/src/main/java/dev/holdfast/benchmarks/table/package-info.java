/**
 * Benchmarks of durable tables, and the embedded engines that they are measured against.
 *
 * <p>May use everything; nothing depends on it.
 */
@NullMarked
package dev.holdfast.benchmarks.table;

import org.jspecify.annotations.NullMarked;
