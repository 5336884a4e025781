package dev.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisMovedDataException;

@OnEngine(Engine.REDIS_CLUSTER)
class RedisClusterTest {

  private static final String KEY = "key";

  @Test
  void cluster_hasAMasterForEverySlot() {
    RedisCluster cluster = RedisServers.cluster();
    assertThat(cluster.masters()).hasSize(3);
    assertThat(cluster.replicas()).hasSize(3);
    assertThat(String.valueOf(cluster.masters().get(2).command("CLUSTER", "INFO")))
        .contains("cluster_state:ok", "cluster_slots_ok:16384", "cluster_size:3");
  }

  @Test
  void aFailoverThatLoses_losesWhatItShould() {
    RedisCluster cluster = RedisServers.cluster();
    assertThat(primaryOf(cluster).command("SET", KEY, "kept")).isEqualTo("OK");
    RedisServer before = primaryOf(cluster);
    cluster.failoverLosing(() -> before.command("SET", KEY, "lost"));

    assertThat(primaryOf(cluster)).isNotSameAs(before);
    assertThat(primaryOf(cluster).command("GET", KEY)).isEqualTo("kept");
  }

  @Test
  void aRestartOfAllNodes_losesNothing() {
    RedisCluster cluster = RedisServers.cluster();
    primaryOf(cluster).command("SET", KEY, "before");
    cluster.restart();
    assertThat(primaryOf(cluster).command("GET", KEY)).isEqualTo("before");
  }

  private static RedisServer primaryOf(RedisCluster cluster) {
    return Stream.concat(cluster.masters().stream(), cluster.replicas().stream())
        .filter(RedisShard::isPrimary)
        .filter(RedisClusterTest::keepsKey)
        .findFirst()
        .orElseThrow();
  }

  private static boolean keepsKey(RedisServer primary) {
    try {
      primary.command("EXISTS", KEY);
      return true;
    } catch (JedisMovedDataException elsewhere) {
      return false;
    }
  }
}
