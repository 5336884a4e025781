package dev.holdfast.backend.redis.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.ClientSettings;
import dev.holdfast.backend.redis.connection.ClientSettings.Tls;
import dev.holdfast.backend.redis.connection.ClientSettings.Verification;
import dev.holdfast.backend.redis.connection.Connector;
import dev.holdfast.backend.redis.connection.Node;
import dev.holdfast.backend.redis.connection.Redirect;
import dev.holdfast.backend.redis.connection.RedisAddress;
import dev.holdfast.backend.redis.connection.Servers;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.config.BackendUrl;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Hints after the server that they came by left its cluster: it answers, and hears nothing. */
@OnEngine(Engine.REDIS)
class LeavingServerTest {

  private final KeySpace space = new KeySpace("holdfast");
  private final CollectionRef cells = new CollectionRef("test", UUID.randomUUID().toString());

  @Test
  void hintsComeByAnotherServer_andAllIsReadAgain() throws Exception {
    RedisServer left = RedisServers.standalone();
    RedisServer stays = RedisServers.start();
    try (Connector connector = connector(left);
        Connector other = connector(stays)) {
      Listed servers = new Listed(node(connector));
      Heard heard = new Heard();
      try (Subscriptions hints =
          new Subscriptions(
              "test", new Caller(servers), space, Duration.ofMillis(200), Duration.ofSeconds(20))) {
        hints.watch(WatchScope.of(cells), heard, soon());

        servers.node = node(other);

        assertThat(heard.resync.await(30, TimeUnit.SECONDS)).as("told to read again").isTrue();
        stays.command("PUBLISH", space.channel(cells).toUtf8(), "cell");
        assertThat(heard.change.await(30, TimeUnit.SECONDS)).as("told of a change").isTrue();
      }
    } finally {
      stays.kill();
    }
  }

  private static Node node(Connector connector) {
    return connector.caller().servers().all("A test", soon()).get(0);
  }

  private static Connector connector(RedisServer server) {
    String url = "redis://" + server.host() + ":" + server.port();
    return new Connector(
        new ClientSettings(
            RedisAddress.read(BackendUrl.parse(url)),
            server.user(),
            server.password(),
            null,
            null,
            0,
            "leaving-server-test",
            Duration.ofSeconds(5),
            new Tls(Verification.FULL, null, null, null)));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private static final class Heard implements WatchListener {

    private final CountDownLatch change = new CountDownLatch(1);
    private final CountDownLatch resync = new CountDownLatch(1);

    @Override
    public void changed(CellRef cell) {
      change.countDown();
    }

    @Override
    public void resync() {
      resync.countDown();
    }
  }

  /** A cluster of one server, which a test exchanges; who asks is told after a refresh alone. */
  private static final class Listed implements Servers {

    private volatile Node node;
    private volatile Node told;

    Listed(Node node) {
      this.node = node;
      this.told = node;
    }

    @Override
    public Node of(Bytes key, String what, Deadline deadline) {
      return told;
    }

    @Override
    public List<Node> all(String what, Deadline deadline) {
      return List.of(told);
    }

    @Override
    public Node moved(Redirect redirect) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Node named(Redirect redirect) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void refresh() {
      told = node;
    }
  }
}
