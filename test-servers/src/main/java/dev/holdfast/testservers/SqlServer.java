package dev.holdfast.testservers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** One server of a SQL database. */
public final class SqlServer extends EngineServer {

  private final String jdbcUrl;
  private final String user;
  private final String password;

  /**
   * Describes a server.
   *
   * @param jdbcUrl the URL of a database that is there
   */
  SqlServer(String host, int port, Runner runner, String jdbcUrl, String user, String password) {
    super(host, port, runner);
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
  }

  /** Returns the JDBC URL of a database that is there, without user and password. */
  public String jdbcUrl() {
    return jdbcUrl;
  }

  /** Returns the user, who may create databases. */
  public String user() {
    return user;
  }

  /** Returns the user's password. */
  public String password() {
    return password;
  }

  /**
   * Makes an empty database that nobody else uses.
   *
   * @return its JDBC URL, without user and password
   */
  public String newDatabase() {
    String name = "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    execute("CREATE DATABASE " + name);
    int end = jdbcUrl.indexOf('?');
    String path = end < 0 ? jdbcUrl : jdbcUrl.substring(0, end);
    String options = end < 0 ? "" : jdbcUrl.substring(end);
    return path.substring(0, path.lastIndexOf('/') + 1) + name + options;
  }

  /** Connects to a database of this server. */
  public Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  private void execute(String sql) {
    try (Connection connection = connect(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("This failed: " + sql, e);
    }
  }

  @Override
  void probe() throws SQLException {
    try (Connection connection = connect(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }
}
