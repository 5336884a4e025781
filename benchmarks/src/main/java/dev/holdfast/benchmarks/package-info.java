/**
 * Benchmarks, one class for each question; {@code docs/performance.md} has the answers.
 *
 * <p>They may use everything; nothing depends on them.
 */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
