/**
 * The tables: made, migrated, verified, printed.
 *
 * <p>Depends on {@code dialect} and {@code pool}.
 */
package dev.holdfast.backend.jdbc.schema;
