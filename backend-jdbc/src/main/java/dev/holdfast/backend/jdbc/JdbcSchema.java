package dev.holdfast.backend.jdbc;

import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.schema.Schema;

/** The tables of the JDBC backend, for those who make them themselves. */
public final class JdbcSchema {

  private JdbcSchema() {}

  /**
   * Returns the statements that make all tables.
   *
   * @param dialect {@code postgresql}, {@code mariadb}, {@code h2}, {@code sqlite}, or another
   *     dialect that is present
   * @param tablePrefix what the names of the tables begin with, for example {@code holdfast_}
   * @throws dev.holdfast.error.ConfigurationException if there is no such dialect, or the prefix is
   *     not made of lower-case letters, digits and underscores
   */
  public static String ddl(String dialect, String tablePrefix) {
    return new Schema(Dialects.named(dialect), new Tables(tablePrefix)).ddl();
  }
}
