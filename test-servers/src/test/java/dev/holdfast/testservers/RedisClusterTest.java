package dev.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@OnEngine(Engine.REDIS_CLUSTER)
class RedisClusterTest {

  @Test
  void cluster_hasAMasterForEverySlot() {
    RedisCluster cluster = RedisServers.cluster();
    assertThat(cluster.masters()).hasSize(3);
    assertThat(cluster.replicas()).hasSize(3);
    assertThat(String.valueOf(cluster.masters().get(2).command("CLUSTER", "INFO")))
        .contains("cluster_state:ok", "cluster_slots_ok:16384", "cluster_size:3");
  }
}
