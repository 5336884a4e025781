package dev.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@OnEngine(Engine.REDIS_SENTINEL)
class RedisSentinelsTest {

  @Test
  void aFailover_changesThePrimaryAndKeepsWhatWasReplicated() {
    RedisSentinels group = RedisServers.sentinel();
    RedisServer before = group.primary();
    before.command("SET", "kept", "yes");
    before.command("WAIT", "1", "1000");
    group.failover();

    assertThat(group.primary()).isNotSameAs(before);
    assertThat(group.replica()).isSameAs(before);
    assertThat(group.primary().command("GET", "kept")).isEqualTo("yes");
  }

  @Test
  void aFailoverThatLoses_losesWhatItShould() {
    RedisSentinels group = RedisServers.sentinel();
    group.primary().command("SET", "kept", "yes");
    group.primary().command("WAIT", "1", "1000");
    group.failoverLosing(() -> group.primary().command("SET", "lost", "yes"));

    assertThat(group.primary().command("GET", "kept")).isEqualTo("yes");
    assertThat(group.primary().command("GET", "lost")).isNull();
    assertThat(group.replica().command("GET", "lost")).isNull();
  }

  @Test
  void aRestartOfAll_losesNothing() {
    RedisSentinels group = RedisServers.sentinel();
    group.primary().command("SET", "kept", "yes");
    group.restart();
    assertThat(group.primary().command("GET", "kept")).isEqualTo("yes");
  }
}
