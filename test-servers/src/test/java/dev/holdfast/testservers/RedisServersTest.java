package dev.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

@OnEngine(Engine.REDIS)
class RedisServersTest {

  @Test
  void standalone_keepsWhatItWasToldWhenKilled() {
    RedisServer server = RedisServers.standalone();
    server.command("SET", "kept", "yes");
    server.kill();
    assertThatThrownBy(() -> server.command("PING")).isInstanceOf(JedisConnectionException.class);
    server.start();
    assertThat(server.command("GET", "kept")).isEqualTo("yes");
  }

  @Test
  void standalone_isOneForAll() {
    assertThat(RedisServers.standalone()).isSameAs(RedisServers.standalone());
  }

  @Test
  void aPausedServer_doesNotAnswerUntilItGoesOn() {
    RedisServer server = RedisServers.start("appendonly no");
    server.pause();
    assertThatThrownBy(() -> server.command("PING")).isInstanceOf(JedisConnectionException.class);
    server.resume();
    assertThat(server.command("PING")).isEqualTo("PONG");
    server.kill();
  }

  @Test
  void aSettingThatRedisRefuses_isAFailureThatShowsItsLog() {
    assertThatThrownBy(() -> RedisServers.start("no-such-setting 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-setting");
  }
}
