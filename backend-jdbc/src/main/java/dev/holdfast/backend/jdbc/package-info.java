/**
 * The JDBC backend: how a URL or a {@link javax.sql.DataSource} becomes a {@link
 * dev.holdfast.spi.Backend}.
 *
 * <p>Here are the provider, its options, and the backend that joins the other packages; of those
 * {@code dialect} is for others to build on, and none depends on this one.
 */
package dev.holdfast.backend.jdbc;
