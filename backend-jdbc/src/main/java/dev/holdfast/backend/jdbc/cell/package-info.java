/**
 * A cell as its row in the tables keeps it, and how it becomes bytes and comes back.
 *
 * <p>Depends on {@code api} alone.
 */
package dev.holdfast.backend.jdbc.cell;
