package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.put;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.tck.fault.FaultProxy;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection for hints that falls silent, or is slow to come, does to watches. */
@OnEngine(Engine.REDIS)
class SilentConnectionTest {

  private final CollectionRef other = new CollectionRef("test", UUID.randomUUID().toString());
  private final Listener listener = new Listener();
  private final Listener listenerOfOther = new Listener();
  private FaultProxy proxy;

  @BeforeEach
  void open() {
    RedisServer server = RedisServers.standalone();
    proxy = new FaultProxy(new InetSocketAddress(server.host(), server.port()));
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void aWatchThatWaitsForItsAnswer_keepsNoOtherFromClosing() throws Exception {
    try (OpenedRedis store = store("5min")) {
      Watch watch = store.backend().watch(WatchScope.of(store.cells()), listener, soon());
      proxy.silence();
      Thread waiting =
          new Thread(
              () ->
                  assertThatThrownBy(() -> watchOther(store)).hasMessageContaining("interrupted"));
      waiting.start();
      while (waiting.isAlive() && waiting.getState() != Thread.State.TIMED_WAITING) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }

      CompletableFuture<Void> closing = CompletableFuture.runAsync(watch::close);
      assertThat(closing).succeedsWithin(Duration.ofSeconds(20));
      assertThat(waiting.isAlive()).isTrue();
      waiting.interrupt();
      waiting.join();
    }
  }

  @Test
  void aWatchThatWaitsForItsAnswer_hasAnotherConnectionLikeAllOthers() throws Exception {
    RedisServer server = RedisServers.standalone();
    try (OpenedRedis store = store("1s");
        OpenedRedis direct = OpenedRedis.open(RedisConfigs.of(server).build())) {
      store.backend().watch(WatchScope.of(store.cells()), listener, soon());
      proxy.silence();
      CompletableFuture<Watch> watching = CompletableFuture.supplyAsync(() -> watchOther(store));

      listener.awaitResync();
      assertThat(watching).succeedsWithin(Duration.ofSeconds(30));
      direct.backend().commit(store.cell("cell"), Commit.of(put(1, "one")), soon());
      listener.awaitChange();
      direct.backend().commit(other.cell("cell"), Commit.of(put(1, "one")), soon());
      listenerOfOther.awaitChange();
    }
  }

  /** A reply takes 200 ms here, and making a connection several of them one after the other. */
  @Test
  void aHeartbeatShorterThanConnecting_isNoTimeToConnectIn() throws Exception {
    try (OpenedRedis store = store("390ms")) {
      store.backend().watch(WatchScope.of(store.cells()), listener, soon());
      proxy.delay(Duration.ofMillis(200));
      proxy.cut();

      listener.awaitResync();
    }
  }

  private OpenedRedis store(String heartbeat) {
    return OpenedRedis.open(
        RedisConfigs.of(RedisServers.standalone(), proxy.address())
            .set("holdfast.redis.heartbeat", heartbeat)
            .build());
  }

  private Watch watchOther(OpenedRedis store) {
    Deadline patient = Deadline.after(Duration.ofMinutes(1));
    return store.backend().watch(WatchScope.of(other), listenerOfOther, patient);
  }
}
