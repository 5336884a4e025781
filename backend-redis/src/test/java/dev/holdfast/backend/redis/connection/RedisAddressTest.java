package dev.holdfast.backend.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.redis.connection.RedisAddress.HostPort;
import dev.holdfast.config.BackendUrl;
import dev.holdfast.error.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of URLs. */
class RedisAddressTest {

  @Test
  void aHostAlone_isEnough() {
    assertThat(read("redis://cache"))
        .isEqualTo(
            new RedisAddress(
                Topology.STANDALONE,
                false,
                null,
                null,
                List.of(new HostPort("cache", 6379)),
                "",
                null));
  }

  @Test
  void everythingOfAServer_standsInItsUrl() {
    assertThat(read("rediss://app:p%40ss%2F+w:x@[::1]:6380/2"))
        .isEqualTo(
            new RedisAddress(
                Topology.STANDALONE,
                true,
                "app",
                "p@ss/+w:x",
                List.of(new HostPort("::1", 6380)),
                "",
                2));
    assertThat(read("redis://:secret@cache").user()).isNull();
  }

  @Test
  void sentinels_nameThePrimary() {
    RedisAddress address = read("redis-sentinel://app:secret@one:1,two/my%20primary/3");
    assertThat(address.topology()).isEqualTo(Topology.SENTINEL);
    assertThat(address.hosts()).containsExactly(new HostPort("one", 1), new HostPort("two", 26379));
    assertThat(address.primary()).isEqualTo("my primary");
    assertThat(address.database()).isEqualTo(3);
  }

  @Test
  void aCluster_namesSomeOfItsServers() {
    RedisAddress address = read("rediss-cluster://one,two:7000");
    assertThat(address.topology()).isEqualTo(Topology.CLUSTER);
    assertThat(address.tls()).isTrue();
    assertThat(address.hosts())
        .containsExactly(new HostPort("one", 6379), new HostPort("two", 7000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis:cache",
        "redis://",
        "redis://cache:0",
        "redis://cache:65536",
        "redis://cache:port",
        "redis://cache/db",
        "redis://cache/0/1",
        "redis://one,two",
        "redis-sentinel://one",
        "redis-sentinel://one/name/0/1",
        "redis-cluster://one/0",
        "redis://one,"
      })
  void anythingElse_isRefused(String url) {
    assertThatThrownBy(() -> read(url)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void secrets_areNeverShown() {
    String url = "redis://app:top-secret@cache:6379/x";
    assertThatThrownBy(() -> read(url)).hasMessageNotContaining("top-secret");
    assertThat(read("redis://app:top-secret@cache").toString()).doesNotContain("secret");
  }

  private static RedisAddress read(String url) {
    return RedisAddress.read(BackendUrl.parse(url));
  }
}
