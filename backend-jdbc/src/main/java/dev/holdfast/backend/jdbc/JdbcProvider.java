package dev.holdfast.backend.jdbc;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.backend.jdbc.pool.Pools;
import dev.holdfast.backend.jdbc.pool.SqlErrors;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.config.Options;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Opens {@code jdbc:} URLs, for example {@code jdbc:postgresql://db.example/app}; the URL is the
 * driver's own.
 *
 * <p>The driver of the database has to be on the class path.
 */
public final class JdbcProvider implements BackendProvider {

  /**
   * An @ before the host ends; or behind what would be a host's port, but is none, as where the
   * password has a slash or a question mark.
   */
  private static final Pattern USER_INFO =
      Pattern.compile("jdbc:[^/?;]*//([^/?;]*|[^/?;,]*:(?!\\d+([,/?;]|$)|/|[^/?;]*]).*)@");

  /** For {@link java.util.ServiceLoader}. */
  public JdbcProvider() {}

  @Override
  public String scheme() {
    return "jdbc";
  }

  @Override
  public String description() {
    return "Tables of PostgreSQL, MariaDB, H2 or SQLite, or of another database by a dialect.";
  }

  @Override
  public Options options() {
    return JdbcOptions.ALL;
  }

  @Override
  public Backend open(BackendConfig config) {
    String url = config.url().text();
    Dialect dialect = Dialects.forUrl(url);
    requireNoUserInfo(url);
    Dialects.requireDriver(dialect);
    Pools pools =
        new Pools(
            url,
            config.find(JdbcOptions.USER).orElse(null),
            config.find(JdbcOptions.PASSWORD).orElse(null),
            config.get(JdbcOptions.CONNECT_TIMEOUT),
            config.name());
    int size = config.get(JdbcOptions.POOL_SIZE);
    if (!dialect.hasOneWriter()) {
      Connections all = pools.open(dialect, size, "pool");
      return open(config, dialect, all, all);
    }
    Connections writing = pools.open(dialect, 1, "writer");
    try {
      return open(config, dialect, pools.open(dialect, size, "readers"), writing);
    } catch (RuntimeException e) {
      writing.close();
      throw e;
    }
  }

  /** No driver takes it, and each shows what it takes it for. */
  private static void requireNoUserInfo(String url) {
    if (USER_INFO.matcher(url).lookingAt()) {
      throw new ConfigurationException(
          ErrorCode.MALFORMED_URL,
          "The URL names a user in front of the host, which the drivers do not take;"
              + " set holdfast.jdbc.user and holdfast.jdbc.password.");
    }
  }

  /**
   * Opens a backend on connections of {@code source}, which stays its owner's: closing the backend
   * does not close it.
   *
   * <p>The options that concern connections have no effect, but for {@code pool-size}, which should
   * not be above what the source gives. Connections come in auto-commit mode, at the isolation
   * level read committed; those to MariaDB take several statements in one text ({@code
   * allowMultiQueries}), those to H2 are an administrator's, for the reuse of results is switched
   * off in the whole database. SQLite cannot be used like this: it needs connections of two kinds.
   *
   * @param config settings; its URL, if any, is not used
   * @throws ConfigurationException if the database cannot be used like this
   * @throws UnavailableException if it cannot be reached
   */
  public static Backend open(DataSource source, HoldfastConfig config) {
    JdbcProvider provider = new JdbcProvider();
    BackendConfig settings =
        BackendConfig.of(config.toBuilder().url("jdbc:data-source").build(), provider);
    Dialect dialect = dialect(source);
    if (dialect.hasOneWriter()) {
      throw new ConfigurationException(
          ErrorCode.BAD_OPTION,
          "A data source cannot be used with %s; open it by its URL.".formatted(dialect.name()));
    }
    Connections all =
        new Connections(
            source,
            () -> {},
            dialect,
            new SqlErrors(dialect, "", ""),
            settings.get(JdbcOptions.POOL_SIZE));
    return open(settings, dialect, all, all);
  }

  private static Dialect dialect(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return Dialects.forProduct(connection.getMetaData().getDatabaseProductName());
    } catch (SQLException e) {
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE, "The data source gave no connection.", e);
    }
  }

  private static Backend open(
      BackendConfig config, Dialect dialect, Connections reading, Connections writing) {
    try {
      return new Opening(config, dialect, reading, writing).open();
    } catch (RuntimeException e) {
      writing.close();
      reading.close();
      throw e;
    }
  }
}
