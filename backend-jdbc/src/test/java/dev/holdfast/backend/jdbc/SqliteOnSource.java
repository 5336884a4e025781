package dev.holdfast.backend.jdbc;

import dev.holdfast.backend.jdbc.dialect.SqliteDialect;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.backend.jdbc.pool.SqlErrors;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/** A SQLite database whose statements can be watched, opened as its provider does. */
record SqliteOnSource(Path file) {

  private static final SqliteDialect DIALECT = new SqliteDialect();

  Connection connect() throws SQLException {
    String url = "jdbc:sqlite:" + file;
    Properties properties = new Properties();
    properties.putAll(DIALECT.connectionProperties(url));
    return DriverManager.getConnection(url, properties);
  }

  static Backend open(DataSource source, HoldfastConfig config) {
    SqlErrors errors = new SqlErrors(DIALECT, "", "");
    return new Opening(
            BackendConfig.of(config, new JdbcProvider()),
            DIALECT,
            new Connections(source, () -> {}, DIALECT, errors, 4),
            new Connections(source, () -> {}, DIALECT, errors, 1))
        .open();
  }
}
