/**
 * How the space of what was dropped or deleted comes back, in small steps.
 *
 * <p>Depends on {@code dialect} and {@code pool}.
 */
package dev.holdfast.backend.jdbc.sweep;
