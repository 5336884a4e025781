package dev.holdfast.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import org.junit.jupiter.api.Test;

/** What a server says of itself when a store is opened, and what is made of it. */
@OnEngine(Engine.REDIS)
class OpeningTest {

  @Test
  void aServerThatEvicts_isRefused() {
    try (Owned server = Owned.start("maxmemory-policy allkeys-lru")) {
      assertThatThrownBy(server::open)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("allkeys-lru")
          .hasMessageContaining("noeviction");
    }
  }

  @Test
  void aReplica_isRefused() {
    try (Owned primary = Owned.start();
        Owned replica =
            Owned.start("replicaof " + primary.server().host() + " " + primary.server().port())) {
      assertThatThrownBy(replica::open)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("replica");
    }
  }

  @Test
  void aServerOfACluster_isNotTakenForAServerAlone() {
    try (Owned server = Owned.start("cluster-enabled yes")) {
      assertThatThrownBy(server::open)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("redis-cluster:");
    }
  }

  @Test
  void aServerThatIsDown_isUnavailable() {
    Owned server = Owned.start();
    server.close();
    assertThatThrownBy(server::open)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(Integer.toString(server.server().port()));
  }

  @Test
  void aWrongPassword_isRefusedAndNotShown() {
    try (Owned server = Owned.start()) {
      RedisServer redis = server.server();
      redis.command("ACL", "SETUSER", "app", "on", ">right", "~*", "&*", "+@all");
      HoldfastConfig wrong =
          HoldfastConfig.of("redis://app:top-secret@%s:%d".formatted(redis.host(), redis.port()));
      assertThatThrownBy(() -> OpenedRedis.open(wrong))
          .isInstanceOf(HoldfastException.class)
          .hasMessageNotContaining("top-secret");
    }
  }

  @Test
  void durability_isWhatTheServerGives() {
    try (Owned server = Owned.start()) {
      assertThat(server.durability()).isEqualTo(Durability.SYNCED);
      server.server().command("CONFIG", "SET", "no-appendfsync-on-rewrite", "yes");
      assertThat(server.durability()).isEqualTo(Durability.PROCESS);
      server.server().command("CONFIG", "SET", "appendfsync", "no");
      assertThat(server.durability()).isEqualTo(Durability.PROCESS);
      server.server().command("CONFIG", "SET", "appendfsync", "everysec");
      assertThat(server.durability()).isEqualTo(Durability.APPLIED);
      server.server().command("CONFIG", "SET", "appendonly", "no");
      assertThat(server.durability()).isEqualTo(Durability.APPLIED);
    }
  }

  @Test
  void aUserWithTheRightsOfThePage_isEnough() {
    String rights =
        "SETUSER app on >pass ~holdfast:* resetchannels &holdfast:*"
            + " +@read +@write +@scripting +@pubsub +@connection +info +time";
    try (Owned server = Owned.start()) {
      RedisServer redis = server.server();
      redis.command("ACL", rights.split(" ", -1));
      String url = "redis://app:pass@%s:%d".formatted(redis.host(), redis.port());
      try (OpenedRedis store = OpenedRedis.open(HoldfastConfig.of(url))) {
        store.commit("cell", OpenedRedis.put(1, "one"));
        assertThat(store.version("cell")).isEqualTo(1);
        assertThat(store.backend().info().capabilities().durability())
            .as("durability without the right to ask")
            .isEqualTo(Durability.APPLIED);
        store
            .backend()
            .watch(WatchScope.of(store.cells()), new Listener(), OpenedRedis.soon())
            .close();
      }
    }
  }

  /** With the embedded server, of 6.2, this shows no more than that it is not asked. */
  @Test
  void aServerThatLeavesOutCommitsWhenItStartsAgain_doesNotCountAsDurable() {
    try (Owned server = Owned.start()) {
      RedisServer redis = server.server();
      redis.command("ACL", "SETUSER", "app", "on", ">pass", "~*", "&*", "+@all");
      String url = "redis://app:pass@%s:%d".formatted(redis.host(), redis.port());
      assertThat(Owned.durability(url)).isEqualTo(Durability.SYNCED);
      boolean leavesOut = !String.valueOf(redis.command("INFO")).contains("redis_version:6.");
      redis.command("ACL", "SETUSER", "default", "resetkeys");
      assertThat(Owned.durability(url))
          .isEqualTo(leavesOut ? Durability.APPLIED : Durability.SYNCED);
    }
  }

  @Test
  void optionsThatContradictEachOther_areRefused() {
    for (String url :
        new String[] {
          "redis://cache/1?database=2",
          "redis-cluster://cache?database=1",
          "redis://app@cache",
          "redis://cache?prefix=a{b",
          "redis://cache?tls-ca=ca.pem",
          "rediss://cache?tls-key=key.pem",
          "rediss://cache?tls-ca=/no/such/file.pem"
        }) {
      assertThatThrownBy(() -> OpenedRedis.open(HoldfastConfig.of(url)))
          .as(url)
          .isInstanceOfSatisfying(
              ConfigurationException.class,
              e -> assertThat(e.code()).isIn(ErrorCode.BAD_OPTION, ErrorCode.STORAGE_UNUSABLE));
    }
  }

  /** A server of one test. */
  private record Owned(RedisServer server) implements AutoCloseable {

    static Owned start(String... settings) {
      return new Owned(RedisServers.start(settings));
    }

    OpenedRedis open() {
      return OpenedRedis.open(RedisConfigs.of(server).build());
    }

    Durability durability() {
      return durability(open());
    }

    static Durability durability(String url) {
      return durability(OpenedRedis.open(HoldfastConfig.of(url)));
    }

    private static Durability durability(OpenedRedis opened) {
      try (OpenedRedis store = opened) {
        assertThat(store.backend().info().capabilities().failover()).isEqualTo(Failover.NONE);
        return store.backend().info().capabilities().durability();
      }
    }

    @Override
    public void close() {
      server.kill();
    }
  }
}
