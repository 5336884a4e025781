/**
 * Benchmarks on engines that run as servers, or that SQL reaches: the same work through Holdfast
 * and through a baseline, on the same server.
 *
 * <p>May use everything; nothing depends on it.
 */
@NullMarked
package dev.holdfast.benchmarks.server;

import org.jspecify.annotations.NullMarked;
