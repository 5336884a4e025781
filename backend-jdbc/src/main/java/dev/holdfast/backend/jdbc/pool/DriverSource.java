package dev.holdfast.backend.jdbc.pool;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.config.BackendUrl;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Asks a driver for connections, so that a pool knows no URL that it could show.
 *
 * <p>Thread-safe.
 */
final class DriverSource implements DataSource {

  private final Driver driver;
  private final String url;
  private final Properties properties;
  private final SqlErrors errors;

  /** Connects to {@code url} by {@code driver}; what it throws {@code errors} has cleaned. */
  DriverSource(Driver driver, String url, Properties properties, SqlErrors errors) {
    this.driver = driver;
    this.url = url;
    this.properties = properties;
    this.errors = errors;
  }

  /**
   * Connects by the driver of {@code dialect}.
   *
   * @throws ConfigurationException if it does not take the URL
   */
  static DriverSource of(Dialect dialect, String url, Properties properties, SqlErrors errors) {
    Driver driver = driver(dialect);
    // A driver may log what it does not take, so it is asked first without what may be secret.
    if (!takes(driver, url.split("[?;]", 2)[0]) || !takes(driver, url)) {
      throw new ConfigurationException(
          ErrorCode.MALFORMED_URL,
          "The driver %s does not take the URL %s."
              .formatted(dialect.driverClass(), BackendUrl.parse(url)));
    }
    return new DriverSource(driver, url, properties, errors);
  }

  private static Driver driver(Dialect dialect) {
    try {
      return Class.forName(dialect.driverClass(), true, dialect.getClass().getClassLoader())
          .asSubclass(Driver.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ConfigurationException(
          ErrorCode.MISSING_COMPONENT,
          "The driver %s cannot be used.".formatted(dialect.driverClass()),
          e);
    }
  }

  private static boolean takes(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      Connection connection = driver.connect(url, properties);
      if (connection == null) {
        throw new SQLException("The driver does not take the URL.");
      }
      return connection;
    } catch (SQLException e) {
      throw errors.shown(e);
    } catch (RuntimeException e) {
      throw errors.shown(new SQLException(String.valueOf(e.getMessage()), e));
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The user is one of the properties.");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  /** Sets it for the whole process: this is where drivers look. */
  @Override
  public void setLoginTimeout(int seconds) {
    DriverManager.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return DriverManager.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
