/**
 * The durable embedded backend: how a directory becomes a {@link dev.holdfast.spi.Backend}.
 *
 * <p>Here are the provider, its options, and what keeps a directory to one process and shares it
 * within that. The store itself is in {@code store}, which stands on {@code journal} and {@code
 * table}; these stand on {@code row} and {@code file}. Nothing depends on this package.
 */
package dev.holdfast.backend.mapdb;
