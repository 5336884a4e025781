package dev.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SqlServersTest {

  @Test
  @OnEngine(Engine.POSTGRESQL)
  void postgresql_keepsWhatItWasToldWhenKilled() throws SQLException {
    keepsWhatItWasToldWhenKilled(SqlServers.postgresql());
  }

  @Test
  @OnEngine(Engine.MARIADB)
  void mariadb_keepsWhatItWasToldWhenKilled() throws SQLException {
    keepsWhatItWasToldWhenKilled(SqlServers.mariadb());
  }

  @Test
  @OnEngine(Engine.POSTGRESQL)
  void postgresql_syncsEveryCommit() throws SQLException {
    SqlServer server = SqlServers.postgresql();
    try (Connection connection = server.connect(server.newDatabase())) {
      assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(connection, "SHOW synchronous_commit")).isEqualTo("on");
    }
  }

  @Test
  @OnEngine(Engine.MARIADB)
  void mariadb_syncsEveryCommit() throws SQLException {
    SqlServer server = SqlServers.mariadb();
    try (Connection connection = server.connect(server.newDatabase())) {
      assertThat(ask(connection, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
    }
  }

  private static void keepsWhatItWasToldWhenKilled(SqlServer server) throws SQLException {
    String url = server.newDatabase();
    try (Connection connection = server.connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (answer VARCHAR(9))");
      statement.execute("INSERT INTO kept VALUES ('yes')");
    }
    server.restart();
    try (Connection connection = server.connect(url)) {
      assertThat(ask(connection, "SELECT answer FROM kept")).isEqualTo("yes");
    }
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
