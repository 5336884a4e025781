package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making, migrating and verifying the tables. */
class SchemaTest {

  private String url = "";

  @BeforeEach
  void nameDatabase(TestInfo test) {
    url = "jdbc:h2:mem:" + test.getTestMethod().orElseThrow().getName() + ";DB_CLOSE_DELAY=-1";
  }

  @Test
  void verify_refusesADatabaseWithoutTablesAndPrintsThem() {
    refused(ErrorCode.STORAGE_UNUSABLE, () -> open("verify"))
        .hasMessageContaining("expected 1, found 0")
        .hasMessageContaining("table holdfast_cell: expected")
        .hasMessageContaining("CREATE TABLE IF NOT EXISTS holdfast_cell");
  }

  @Test
  void verify_acceptsWhatCreateMade() {
    open("create").close();
    open("verify").close();
    open("migrate").close();
    assertThat(open("off").info().engine()).startsWith("H2");
  }

  @Test
  void theStatementsPrinted_makeWhatVerifyAccepts() throws SQLException {
    execute(JdbcSchema.ddl("h2", "holdfast_").split(";\n"));
    assertThat(open("verify").info().engine()).startsWith("H2");
  }

  @Test
  void verify_tellsWhichColumnIsWrong() throws SQLException {
    open("create").close();
    execute("ALTER TABLE holdfast_entry DROP COLUMN content");

    refused(ErrorCode.STORAGE_UNUSABLE, () -> open("create"))
        .hasMessageContaining("table holdfast_entry: expected")
        .hasMessageContaining("content=BINARY");
  }

  @Test
  void tablesOfANewerRelease_areRefused() throws SQLException {
    open("create").close();
    execute("INSERT INTO holdfast_schema (version) VALUES (99)");

    refused(ErrorCode.NEWER_FORMAT, () -> open("create")).hasMessageContaining("version 99");
  }

  @Test
  void nodesThatStartTogether_makeTheTablesOnce() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(8);
    try {
      List<Future<Backend>> opened =
          IntStream.range(0, 8).mapToObj(i -> nodes.submit(() -> open("create"))).toList();
      for (Future<Backend> backend : opened) {
        backend.get().close();
      }
    } finally {
      nodes.shutdownNow();
    }
    assertThat(open("verify").info().engine()).startsWith("H2");
  }

  @Test
  void aPrefixThatIsNoName_isRefused() {
    refused(ErrorCode.BAD_OPTION, () -> JdbcSchema.ddl("h2", "x; DROP TABLE y"));
    refused(ErrorCode.BAD_OPTION, () -> JdbcSchema.ddl("oracle", "x_"))
        .hasMessageContaining("postgresql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAX(version)", "holdfast_entry WHERE 1 = 0"})
  void aConnectionLostMeanwhile_isNotTakenForWrongTables(String statement) {
    open("create").close();
    WatchedSource source = new WatchedSource(() -> DriverManager.getConnection(url));
    source.loseReplyTo(text -> text.contains(statement));
    HoldfastConfig config =
        HoldfastConfig.from(
            Map.of("holdfast.url", "jdbc:data-source", "holdfast.jdbc.schema", "verify"));

    try (Backend backend = JdbcProvider.open(source, config)) {
      assertThat(backend.info().engine()).startsWith("H2");
    }
  }

  private static AbstractThrowableAssert<?, ?> refused(ErrorCode code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private Backend open(String mode) {
    JdbcProvider provider = new JdbcProvider();
    HoldfastConfig config =
        HoldfastConfig.from(Map.of("holdfast.url", url, "holdfast.jdbc.schema", mode));
    return provider.open(BackendConfig.of(config, provider));
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        if (!text.isBlank()) {
          statement.execute(text);
        }
      }
    }
  }
}
