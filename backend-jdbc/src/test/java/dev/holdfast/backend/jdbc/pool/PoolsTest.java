package dev.holdfast.backend.jdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.zaxxer.hikari.HikariConfig;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.H2Dialect;
import java.lang.reflect.Proxy;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

/** What a pool and its connections could show of a URL and a password. */
class PoolsTest {

  private static final String URL = "jdbc:h2:mem:pools;PASSWORD=secret";
  private static final Dialect H2 = new H2Dialect();
  private static final SqlErrors ERRORS = new SqlErrors(H2, URL, "hush-hush");

  @Test
  void aPoolsConfiguration_hasNoSecrets() {
    Pools pools = new Pools(URL, "ann", "hush-hush", Duration.ofSeconds(1), "test");

    HikariConfig config = pools.config(H2, 1, "pool", ERRORS);

    assertThat(config.getJdbcUrl()).isNull();
    assertThat(config.getPassword()).isNull();
    assertThat(config.getDataSourceProperties()).isEmpty();
    assertThat(config.getDataSource().toString()).doesNotContain("secret", "hush-hush");
  }

  @Test
  void aDriversException_isCleanedWithItsCauses() {
    SQLException harmless = new SQLException("no", "08001", new IllegalStateException("why"));
    SQLException telling =
        new SQLException("no " + URL, "08001", 7, new IllegalStateException("hush-hush"));

    assertThatThrownBy(() -> source(harmless).getConnection()).isSameAs(harmless);
    assertThatThrownBy(() -> source(telling).getConnection())
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> {
              assertThat(e.getSQLState()).isEqualTo("08001");
              assertThat(e.getErrorCode()).isEqualTo(7);
            })
        .hasMessage("no jdbc:h2:mem:pools;***")
        .extracting(Throwables::getStackTrace, STRING)
        .doesNotContain("secret", "hush-hush");
    assertThatThrownBy(() -> source(new IllegalArgumentException(URL)).getConnection())
        .isInstanceOf(SQLException.class)
        .extracting(Throwables::getStackTrace, STRING)
        .doesNotContain("secret");
  }

  private static DriverSource source(Exception thrown) {
    Driver driver =
        (Driver)
            Proxy.newProxyInstance(
                Driver.class.getClassLoader(),
                new Class<?>[] {Driver.class},
                (self, method, arguments) -> {
                  throw thrown;
                });
    return new DriverSource(driver, URL, new Properties(), ERRORS);
  }
}
