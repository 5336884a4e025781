package dev.holdfast.backend.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.backend.redis.connection.RedisAddress.HostPort;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEngine(Engine.REDIS_CLUSTER)
class ClusterServersTest {

  private final RedisClient client = RedisClient.create();
  private final List<ServerSocket> hanging = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    client.shutdown();
    for (ServerSocket each : hanging) {
      each.close();
    }
  }

  @Test
  void aServerThatHangs_leavesTimeForTheOthers() throws IOException {
    ClusterServers servers = servers(List.of(hanging(), sound()));

    assertThat(servers.all("A test", Deadline.after(Duration.ofSeconds(4)))).hasSize(3);
  }

  /** Otherwise one that hangs would have half of the time of each call for good. */
  @Test
  void aServerThatHangs_isTheLastThatTheNextCallAsks() throws IOException {
    HostPort first = hanging();
    HostPort second = hanging();
    ClusterServers servers = servers(List.of(first, second));

    assertThat(lastAsked(servers)).contains(" " + second.host() + ":" + second.port() + " ");
    assertThat(lastAsked(servers)).contains(" " + first.host() + ":" + first.port() + " ");
    assertThat(lastAsked(servers)).contains(" " + second.host() + ":" + second.port() + " ");
  }

  private static String lastAsked(ClusterServers servers) {
    Deadline deadline = Deadline.after(Duration.ofMillis(40));
    return catchThrowableOfType(
            UnavailableException.class, () -> servers.all("A short call", deadline))
        .happened();
  }

  /** It was reset, say, and would not lead anybody to the others. */
  @Test
  void aServerThatKnowsOfNoSlots_isNotTheOneToAsk() throws IOException {
    try (Answering empty = new Answering(word -> word.equals("CLUSTER") ? "*0\r\n" : "")) {
      ClusterServers servers = servers(List.of(empty.address(), sound()));

      assertThat(servers.all("A test", soon())).hasSize(3);
    }
  }

  @Test
  void aServerThatNobodyNamesAnyMore_isForgottenAndItsConnectionsClosed() {
    ClusterServers servers = servers(List.of(sound()));
    RedisServer alone = RedisServers.standalone();
    Redirect elsewhere = new Redirect(0, alone.host(), alone.port());
    Node gone = servers.moved(elsewhere);
    StatefulRedisConnection<Bytes, Bytes> connection = gone.connection("A test", soon());

    tell(servers);
    assertThat(connection.isOpen()).as("an open connection, as it was named just now").isTrue();
    tell(servers);

    Deadline limit = soon();
    while (connection.isOpen()) {
      assertThat(limit.hasPassed()).as("its connection is still open").isFalse();
    }
    assertThat(servers.named(elsewhere)).isNotSameAs(gone);
  }

  /** A command may have found its way to the server just before. */
  @Test
  void aConnectionToAServerThatIsForgotten_isClosedToo() {
    ClusterServers servers = servers(List.of(sound()), Duration.ofSeconds(1));
    RedisServer alone = RedisServers.standalone();
    Node gone = servers.named(new Redirect(0, alone.host(), alone.port()));
    tell(servers);
    tell(servers);

    StatefulRedisConnection<Bytes, Bytes> connection = gone.connection("A test", soon());

    Deadline limit = soon();
    while (connection.isOpen()) {
      assertThat(limit.hasPassed()).as("its connection is still open").isFalse();
    }
  }

  @Test
  void aServerThatIsNamedAgain_isKept() {
    ClusterServers servers = servers(List.of(sound()));
    RedisServer alone = RedisServers.standalone();
    Redirect elsewhere = new Redirect(0, alone.host(), alone.port());
    Node named = servers.named(elsewhere);
    List<Node> primaries = tell(servers);
    for (int i = 0; i < 3; i++) {
      assertThat(servers.named(elsewhere)).isSameAs(named);
      assertThat(tell(servers)).isEqualTo(primaries);
    }
  }

  private static List<Node> tell(ClusterServers servers) {
    servers.refresh();
    return servers.all("A test", soon());
  }

  private ClusterServers servers(List<HostPort> seeds) {
    return servers(seeds, Duration.ofSeconds(20));
  }

  private ClusterServers servers(List<HostPort> seeds, Duration patience) {
    return new ClusterServers(
        seeds,
        (host, port) ->
            new Node(client, Way.to(RedisURI.create(host, port)), host + ":" + port, patience));
  }

  private static HostPort sound() {
    RedisServer server = RedisServers.cluster().masters().get(0);
    return new HostPort(server.host(), server.port());
  }

  private HostPort hanging() throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    hanging.add(socket);
    return new HostPort("127.0.0.1", socket.getLocalPort());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
