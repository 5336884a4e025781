package dev.holdfast.backend.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.redis.connection.RedisAddress.HostPort;
import dev.holdfast.spi.Deadline;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnEngine(Engine.REDIS_CLUSTER)
class ClusterServersTest {

  @Test
  void aServerThatHangs_leavesTimeForTheOthers() throws IOException {
    RedisServer sound = RedisServers.cluster().masters().get(0);
    RedisClient client = RedisClient.create();
    try (ServerSocket hangs = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ClusterServers servers =
          new ClusterServers(
              List.of(
                  new HostPort("127.0.0.1", hangs.getLocalPort()),
                  new HostPort(sound.host(), sound.port())),
              (host, port) ->
                  new Node(
                      client,
                      RedisURI.create(host, port),
                      host + ":" + port,
                      Duration.ofSeconds(20)));

      assertThat(servers.all("A test", Deadline.after(Duration.ofSeconds(4)))).hasSize(3);
    } finally {
      client.shutdown();
    }
  }
}
