package dev.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

@OnEngine(Engine.REDIS_TLS)
class RedisTlsTest {

  @Test
  void theUser_isLetInOverTls() {
    RedisServer server = RedisServers.tls();
    assertThat(server.command("ACL", "WHOAMI")).isEqualTo(server.user());
  }

  @Test
  void withoutTls_nobodyIsLetIn() {
    RedisServer server = RedisServers.tls();
    try (Jedis jedis = new Jedis(server.host(), server.port())) {
      assertThatThrownBy(jedis::ping).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void withoutLogin_nobodyIsLetIn() {
    RedisServer server = RedisServers.tls();
    var config =
        DefaultJedisClientConfig.builder()
            .ssl(true)
            .sslSocketFactory(Certificate.trusting(server.certificate()).getSocketFactory())
            .build();
    try (Jedis jedis = new Jedis(new HostAndPort(server.host(), server.port()), config)) {
      assertThatThrownBy(jedis::ping).hasMessageContaining("NOAUTH");
    }
  }
}
