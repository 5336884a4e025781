/**
 * What Holdfast is measured against: the shortest programs, written by hand, that give the same
 * guarantees.
 *
 * <p>They depend on the JDK and on the driver of what they store in, nothing else, and are tested
 * like everything else: a baseline that loses updates is fast for nothing.
 */
@NullMarked
package dev.holdfast.benchmarks.baseline;

import org.jspecify.annotations.NullMarked;
