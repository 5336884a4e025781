/**
 * What differs from database to database: a {@link dev.holdfast.backend.jdbc.dialect.Dialect} for
 * each.
 *
 * <p>This is an SPI: a dialect of one's own is found through {@link java.util.ServiceLoader}. It
 * knows SQL and JDBC, and nothing of how a commit is judged or a read answered; it depends on no
 * other package of this module.
 */
package dev.holdfast.backend.jdbc.dialect;
