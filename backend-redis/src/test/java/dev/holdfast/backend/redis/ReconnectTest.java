package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.put;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.fault.FaultProxy;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How stores come by a connection again after theirs was lost. */
@OnEngine(Engine.REDIS)
class ReconnectTest {

  /** A reply takes 200 ms here, and making a connection several of them one after the other. */
  @Test
  void callersLessPatientThanConnecting_haveAConnectionInTheEnd() {
    RedisServer server = RedisServers.standalone();
    try (FaultProxy proxy = new FaultProxy(new InetSocketAddress(server.host(), server.port()));
        OpenedRedis store = OpenedRedis.open(RedisConfigs.of(server, proxy.address()).build())) {
      store.commit("cell", put(1, "one"));
      proxy.delay(Duration.ofMillis(200));
      proxy.cut();

      Deadline limit = soon();
      boolean answered = false;
      while (!answered && !limit.hasPassed()) {
        answered = answersWithin(store, Duration.ofMillis(350));
      }
      assertThat(answered).as("a read of 350 ms was answered").isTrue();
    }
  }

  private static boolean answersWithin(OpenedRedis store, Duration time) {
    CellRead read = CellRead.of(store.cell("cell"), Part.HeadPart.ANY);
    try {
      store.backend().read(List.of(read), Deadline.after(time));
      return true;
    } catch (UnavailableException tooSlow) {
      return false;
    }
  }
}
