/**
 * How reads and listings are answered, each cell's parts from one state.
 *
 * <p>Depends on {@code cell}, {@code dialect}, {@code known} and {@code pool}.
 */
package dev.holdfast.backend.jdbc.read;
