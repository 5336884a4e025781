package dev.holdfast.backend.jdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.PostgresqlDialect;
import dev.holdfast.spi.Deadline;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a connection waits for answers while Holdfast has it, and when it is given back. */
class NetworkTimeoutTest {

  private static final int OF_ITS_OWNER = 90_000;

  private int timeout = OF_ITS_OWNER;
  private int whenGivenBack = -1;
  private boolean broken;

  @Test
  void aConnection_waitsUntilTheDeadlineAndIsGivenBackAsItCame() throws SQLException {
    int during =
        connections()
            .once("Asking", Deadline.after(Duration.ofSeconds(1)), Connection::getNetworkTimeout);

    assertThat(during).isBetween(1, 1_000);
    assertThat(whenGivenBack).isEqualTo(OF_ITS_OWNER);
  }

  @Test
  void aConnectionThatBreaks_isGivenBackWithWhatBrokeIt() {
    SQLException cut = new SQLException("cut", "08006");

    assertThatThrownBy(
            () ->
                connections()
                    .once(
                        "Asking",
                        Deadline.after(Duration.ofSeconds(1)),
                        connection -> {
                          broken = true;
                          throw cut;
                        }))
        .isSameAs(cut);
    assertThat(whenGivenBack).isPositive();
  }

  private Connections connections() {
    Dialect remote = new PostgresqlDialect();
    return new Connections(
        (ConnectionSource) deadline -> connection(),
        () -> {},
        remote,
        new SqlErrors(remote, "", ""),
        1);
  }

  private Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getNetworkTimeout" -> timeout;
                  case "setNetworkTimeout" -> set((int) arguments[1]);
                  case "close" -> giveBack();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Object set(int millis) throws SQLException {
    if (broken) {
      throw new SQLException("closed", "08003");
    }
    timeout = millis;
    return null;
  }

  private Object giveBack() {
    whenGivenBack = timeout;
    return null;
  }
}
