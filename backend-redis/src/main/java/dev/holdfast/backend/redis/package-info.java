/**
 * The Redis backend: how a URL becomes a {@link dev.holdfast.spi.Backend}.
 *
 * <p>Here are the provider, its options, and what is asked of servers at the start. {@code commit},
 * {@code read}, {@code listing} and {@code hint} each do a part of the work, on {@code connection},
 * {@code key}, {@code record} and {@code script}. Nothing depends on this package.
 */
package dev.holdfast.backend.redis;
