/**
 * What is done behind commits and reads, in small steps: the space of what was dropped or deleted
 * comes back, and entries that came one by one are put together.
 *
 * <p>Depends on {@code dialect}, {@code known}, {@code pool}, {@code read} and {@code session}.
 */
package dev.holdfast.backend.jdbc.sweep;
