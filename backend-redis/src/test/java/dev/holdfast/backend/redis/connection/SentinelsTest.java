package dev.holdfast.backend.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the primary is found where sentinels, or the primary of before, are silent. */
@OnEngine(Engine.REDIS)
class SentinelsTest {

  private final RedisClient client = RedisClient.create();
  private final AtomicReference<HostPort> primary = new AtomicReference<>();
  private ServerSocket silent;
  private Answering sentinel;

  @BeforeEach
  void open() throws IOException {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    sentinel = new Answering(word -> word.equals("SENTINEL") ? answer() : "");
  }

  @AfterEach
  void close() throws IOException {
    client.shutdown();
    silent.close();
    sentinel.close();
  }

  /** It was asked first each time, which took all of the time each time. */
  @Test
  void aSentinelThatIsSilent_leavesTimeForTheOthers() {
    primary.set(sound());

    assertThat(connection(node(silentAddress(), sentinel.address())).isOpen()).isTrue();
  }

  @Test
  void aPrimaryThatIsSilent_isGivenUpForTheOneThatTookOver() throws IOException {
    primary.set(silentAddress());
    Node node = node(sentinel.address());
    var connecting = CompletableFuture.supplyAsync(() -> connection(node));
    Socket begun = silent.accept();
    primary.set(sound());

    assertThat(connecting)
        .succeedsWithin(Duration.ofSeconds(30))
        .matches(StatefulRedisConnection::isOpen);
    begun.close();
  }

  @Test
  void aPrimaryThatNoSentinelKnows_isToldAtOnce() {
    assertThatThrownBy(() -> connection(node(sentinel.address(), sentinel.address())))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("the sentinels know no primary by the name group");
  }

  private static StatefulRedisConnection<Bytes, Bytes> connection(Node node) {
    return node.connection("A test", Deadline.after(Duration.ofSeconds(20)));
  }

  private Node node(HostPort... sentinels) {
    Duration patience = Duration.ofMinutes(5);
    Sentinels way =
        new Sentinels(
            client,
            Stream.of(sentinels).map(each -> RedisURI.create(each.host(), each.port())).toList(),
            "group",
            server -> RedisURI.create(server.getHostString(), server.getPort()),
            patience);
    return new Node(client, way, List.of(sentinels).toString(), patience);
  }

  private String answer() {
    HostPort told = primary.get();
    return told == null
        ? "*-1\r\n"
        : "*2\r\n$%d\r\n%s\r\n$%d\r\n%d\r\n"
            .formatted(
                told.host().length(),
                told.host(),
                Integer.toString(told.port()).length(),
                told.port());
  }

  private static HostPort sound() {
    RedisServer server = RedisServers.standalone();
    return new HostPort(server.host(), server.port());
  }

  private HostPort silentAddress() {
    return new HostPort("127.0.0.1", silent.getLocalPort());
  }
}
