/**
 * Connections, the time for which they may be waited for, and what their exceptions mean.
 *
 * <p>Depends on {@code dialect} alone. No exception of a driver leaves this module but through
 * {@link dev.holdfast.backend.jdbc.pool.SqlErrors}.
 */
package dev.holdfast.backend.jdbc.pool;
