package dev.holdfast.examples.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The monitor on databases, by its URL alone. */
final class MonitorOnDatabasesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:h2:file:", "jdbc:sqlite:"})
  void anotherUrl_isAllItTakes(String engine) {
    itIsAllItTakes(engine + directory.resolve("monitor"));
  }

  @Test
  void onPostgresql_itIsAllItTakesToo() {
    itIsAllItTakes(databaseOf(SqlServers.postgresql()));
  }

  @Test
  void onMariadb_itIsAllItTakesToo() {
    itIsAllItTakes(databaseOf(SqlServers.mariadb()));
  }

  private static String databaseOf(SqlServer server) {
    String url = server.newDatabase();
    return "%s%cuser=%s&password=%s"
        .formatted(url, url.contains("?") ? '&' : '?', server.user(), server.password());
  }

  private static void itIsAllItTakes(String url) {
    Run first = Run.withInput("{\"id\":\"a\",\"n\":1}\n", url, "--stdin");
    Run second = Run.withInput("{\"id\":\"a\",\"n\":2}\n", url, "--stdin");

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out()).contains("a at version 1");
  }
}
