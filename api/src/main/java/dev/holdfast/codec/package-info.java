/**
 * Codecs: how keys and values of a store become bytes, and how they come back.
 *
 * <p>Stores that keep Java values may depend on this package; it depends on {@code value}, {@code
 * json} and {@code error} alone.
 */
package dev.holdfast.codec;
