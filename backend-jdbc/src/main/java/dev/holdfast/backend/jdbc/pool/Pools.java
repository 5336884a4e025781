package dev.holdfast.backend.jdbc.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Makes pools from a URL.
 *
 * @param url the driver's URL
 * @param user the user, or {@code null} if the URL has it
 * @param password the password, or {@code null} if the URL has it
 * @param connectTimeout how long making a connection may take
 * @param name what the pool's threads and log lines are named after
 */
public record Pools(
    String url,
    @Nullable String user,
    @Nullable String password,
    Duration connectTimeout,
    String name) {

  /** How long a server may take to say that an idle connection is alive. */
  private static final Duration MAX_VALIDATION = Duration.ofSeconds(1);

  /** A listener's connection is counted beside those that calls use. */
  private static final int LISTENERS = 1;

  /** Opens a pool of at most {@code size} connections for calls. */
  public Connections open(Dialect dialect, int size, String purpose) {
    SqlErrors errors = new SqlErrors(dialect, url, password == null ? "" : password);
    HikariDataSource pool = pool(dialect, size, purpose, errors);
    ConnectionSource source = deadline -> connection(pool, deadline);
    return new Connections(source, pool::close, dialect, errors, size);
  }

  /** The data source waits as long as it was made for; only its pool can be told how long. */
  private Connection connection(HikariDataSource pool, Deadline deadline) throws SQLException {
    long millis = Math.min(connectTimeout.toMillis(), deadline.remaining().toMillis());
    return pool.getHikariPoolMXBean() instanceof HikariPool inner
        ? inner.getConnection(Math.max(1, millis))
        : pool.getConnection();
  }

  private HikariDataSource pool(Dialect dialect, int size, String purpose, SqlErrors errors) {
    HikariConfig config = config(dialect, size, purpose, errors);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      // Nothing but what it says goes on: what lies below may be shown by nobody.
      throw e.getCause() instanceof SQLException cause
          ? errors.notApplied("Opening the database", cause)
          : new UnavailableException(
              ErrorCode.UNAVAILABLE,
              "No connection to %s could be made: %s"
                  .formatted(dialect.name(), errors.shown(String.valueOf(e.getMessage()))));
    }
  }

  /** A pool shows its configuration, so that has neither the URL nor the password. */
  HikariConfig config(Dialect dialect, int size, String purpose, SqlErrors errors) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(
        DriverSource.of(dialect, dialect.connectionUrl(url), properties(dialect), errors));
    config.setPoolName("holdfast-" + name + "-" + purpose);
    config.setMaximumPoolSize(size + (dialect.notifications().isPresent() ? LISTENERS : 0));
    config.setMinimumIdle(1);
    config.setConnectionTimeout(connectTimeout.toMillis());
    config.setValidationTimeout(Math.min(connectTimeout.toMillis(), MAX_VALIDATION.toMillis()));
    if (!dialect.connectionSql().isEmpty()) {
      config.setConnectionInitSql(dialect.connectionSql());
    }
    return config;
  }

  private Properties properties(Dialect dialect) {
    Properties properties = new Properties();
    properties.putAll(dialect.connectionProperties(url));
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return properties;
  }
}
