package dev.holdfast.backend.redis.connection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.redis.connection.ClientSettings.Tls;
import dev.holdfast.backend.redis.connection.ClientSettings.Verification;
import dev.holdfast.config.BackendUrl;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that were let in just before the driver was shut down, which says so by throwing. */
class ClosedConnectorTest {

  private static final Bytes KEY = Bytes.utf8("key");

  private Caller caller;

  @BeforeEach
  void closeBelowTheCaller() {
    Connector connector =
        new Connector(
            new ClientSettings(
                RedisAddress.read(BackendUrl.parse("redis://localhost:1")),
                null,
                null,
                null,
                null,
                0,
                "closed",
                Duration.ofSeconds(5),
                new Tls(Verification.FULL, null, null, null)));
    caller = connector.caller();
    connector.close();
  }

  @Test
  void aConnectionForMessages_isRefusedAsUnavailable() {
    Node node = caller.servers().of(KEY, "A watch", soon());
    assertThatThrownBy(() -> node.subscriber("A watch")).isInstanceOf(UnavailableException.class);
  }

  @Test
  void aCommand_isRefusedAsUnavailable_andAsClosedOnceTheCallerIs() {
    assertThatThrownBy(this::read).isInstanceOf(UnavailableException.class);
    caller.close();
    assertThatThrownBy(this::read).isInstanceOf(ClosedException.class);
  }

  private void read() {
    caller.call(KEY, Effect.REPEATABLE, "A read", server -> server.get(KEY), soon());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
