package dev.holdfast.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.BackendConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.logging.Logger;
import org.assertj.core.util.Throwables;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where a backend cannot be opened. */
class ProviderTest {

  @Test
  void aDatabaseWithoutDialect_isRefusedWithThoseThatHaveOne() {
    assertThatThrownBy(() -> open(Map.of("holdfast.url", "jdbc:oracle:thin:scott/tiger@db")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("jdbc:oracle:;")
        .hasMessageContaining("jdbc:postgresql:")
        .hasMessageNotContaining("tiger");
  }

  @Test
  void aMissingDriver_isRefusedWithTheArtifactThatBringsIt() {
    Dialect dialect =
        (Dialect)
            Proxy.newProxyInstance(
                Dialect.class.getClassLoader(),
                new Class<?>[] {Dialect.class},
                (self, method, arguments) ->
                    method.getName().equals("driverClass") ? "no.such.Driver" : "group:artifact");

    assertThatThrownBy(() -> Dialects.requireDriver(dialect))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_COMPONENT))
        .hasMessageContaining("group:artifact");
  }

  @Test
  void anUnreachableServer_isUnavailableAndNoSecretIsShown() {
    Map<String, String> settings =
        Map.of(
            "holdfast.url", "jdbc:postgresql://127.0.0.1:1/nothing?password=hush-hush",
            "holdfast.jdbc.password", "hush-hush",
            "holdfast.jdbc.user", "somebody",
            "holdfast.jdbc.connect-timeout", "1s");

    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(UnavailableException.class)
        .hasMessageNotContaining("hush-hush");
    assertThat(HoldfastConfig.from(settings)).asString().doesNotContain("hush-hush");
  }

  @Test
  void sqliteInMemory_isRefused() {
    assertThatThrownBy(() -> open(Map.of("holdfast.url", "jdbc:sqlite::memory:")))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("journal mode memory");
  }

  @Test
  void sqliteInAMissingDirectory_isRefusedWithThePath(@TempDir Path parent) {
    Path file = parent.resolve("no/such/f.db");

    assertThatThrownBy(() -> open(Map.of("holdfast.url", "jdbc:sqlite:" + file)))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNUSABLE))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("directory does not exist")
        .hasMessageContaining("not " + file.getParent());
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void h2WithAPathThatIsNotExplicit_isRefusedWithTheRightForm() {
    assertThatThrownBy(() -> open(Map.of("holdfast.url", "jdbc:h2:foo;PASSWORD=hush-hush")))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_URL))
        .hasMessageContaining("90011")
        .hasMessageContaining("jdbc:h2:./foo")
        .hasStackTraceContaining("jdbc:h2:foo;***")
        .extracting(Throwables::getStackTrace, STRING)
        .doesNotContain("hush-hush");
  }

  @Test
  void h2ThatCannotMakeItsFiles_printsNothing(@TempDir Path parent) throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream recording = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(recording);
      System.setErr(recording);
      assertThatThrownBy(() -> open(Map.of("holdfast.url", "jdbc:h2:" + file.resolve("db"))))
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining(file.resolve("db").toString());
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("org.h2");
  }

  @Test
  void h2WithAUserWhoMayNotSetIt_isRefusedWithTheRightNeeded() throws SQLException {
    String url = "jdbc:h2:mem:rights";
    try (Connection admin = DriverManager.getConnection(url, "admin", "");
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE USER guest PASSWORD ''");
      Map<String, String> keys = Map.of("holdfast.url", url, "holdfast.jdbc.user", "guest");

      assertThatThrownBy(() -> open(keys))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("HF-1010 Opening the database failed on " + url)
          .hasMessageContaining("give it a user who is an administrator.");

      JdbcDataSource source = new JdbcDataSource();
      source.setURL(url);
      source.setUser("guest");
      assertThatThrownBy(() -> JdbcProvider.open(source, HoldfastConfig.of("jdbc:data-source")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("give it a user who is an administrator.");
    }
  }

  @Test
  void h2InAMissingDirectory_makesIt(@TempDir Path parent) {
    open(Map.of("holdfast.url", "jdbc:h2:" + parent.resolve("new/db")));

    assertThat(parent.resolve("new/db.mv.db")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mariadb"})
  void aRefusedConnection_namesTheServerWithoutSecrets(String database) {
    String url = "jdbc:" + database + "://127.0.0.1:1/nothing?user=ann&password=hush-hush";

    assertThatThrownBy(
            () -> open(Map.of("holdfast.url", url, "holdfast.jdbc.connect-timeout", "1s")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("jdbc:" + database + "://127.0.0.1:1/nothing")
        .hasMessageNotContaining("hush-hush")
        .hasMessageNotContaining("..");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://u:secret@host/db",
        "jdbc:postgresql://u:secret/x@host/db",
        "jdbc:postgresql://u:secret?x@host/db",
        "jdbc:postgresql://127.0.0.1:bad/db?password=secret",
        "jdbc:postgresql://127.0.0.1:1/db?password=secret%",
        "jdbc:postgresql://127.0.0.1?password=secret",
        "jdbc:postgresql://127.0.0.1/d/b?password=secret",
        "jdbc:mariadb://u:secret@host/db",
        "jdbc:mariadb://127.0.0.1:bad/db?password=secret",
        "jdbc:mariadb:host/db?password=secret",
        "jdbc:h2:foo;PASSWORD=secret",
        "jdbc:h2:tcp://u:secret@host/db",
      })
  void aUrlThatTheDriverDoesNotTake_isMalformedAndItsPasswordShownNowhere(String url) {
    RecordingHandler logged = new RecordingHandler();
    Logger drivers = Logger.getLogger("");
    drivers.addHandler(logged);
    try {
      assertThatThrownBy(() -> open(Map.of("holdfast.url", url)))
          .isInstanceOfSatisfying(
              ConfigurationException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_URL))
          .extracting(Throwables::getStackTrace, STRING)
          .doesNotContain("secret");
    } finally {
      drivers.removeHandler(logged);
    }
    assertThat(logged.messages()).noneMatch(message -> message.contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mariadb"})
  void aUserWithAnAtSignBehindTheQuestionMark_isLeftToTheDriver(String database) {
    String url = "jdbc:" + database + "://127.0.0.1:1/nothing?user=ann@here&password=hush-hush";

    assertThatThrownBy(
            () -> open(Map.of("holdfast.url", url, "holdfast.jdbc.connect-timeout", "1s")))
        .isInstanceOf(UnavailableException.class)
        .extracting(Throwables::getStackTrace, STRING)
        .doesNotContain("hush-hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:1/ann@here", "[::1]:1/ann@here", "127.0.0.1:1,[::1]:1/a@b"})
  void anAtSignBehindTheHosts_isLeftToTheDriver(String rest) {
    String url = "jdbc:postgresql://" + rest + "?password=hush-hush";

    assertThatThrownBy(
            () -> open(Map.of("holdfast.url", url, "holdfast.jdbc.connect-timeout", "1s")))
        .isInstanceOf(UnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann:hush@host/db", "ann:hu/sh@host/db", "ann:hu?sh@host/db"})
  void aUserInTheUrl_isRefusedWithTheKeysForIt(String rest) {
    assertThatThrownBy(() -> open(Map.of("holdfast.url", "jdbc:postgresql://" + rest)))
        .hasMessageContaining("holdfast.jdbc.user")
        .hasMessageContaining("holdfast.jdbc.password")
        .hasMessageNotContaining("ann")
        .hasMessageNotContaining("hush");
  }

  private static void open(Map<String, String> settings) {
    JdbcProvider provider = new JdbcProvider();
    provider.open(BackendConfig.of(HoldfastConfig.from(settings), provider)).close();
  }
}
