package dev.holdfast.testservers;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.SafeEncoder;

/** One Redis server, or one Sentinel. */
public final class RedisServer extends EngineServer {

  private static final int TIMEOUT_MILLIS = 2_000;

  private final RedisLogin login;

  RedisServer(String host, int port, Runner runner, RedisLogin login) {
    super(host, port, runner);
    this.login = login;
  }

  /** Returns the user to log in as, or {@code null} for the default one. */
  public @Nullable String user() {
    return login.user();
  }

  /** Returns the password, or {@code null} for none. */
  public @Nullable String password() {
    return login.password();
  }

  /**
   * Returns the file with the certificate to trust, as PEM, or {@code null} if the server does not
   * speak TLS.
   */
  public @Nullable Path certificate() {
    return login.certificate();
  }

  /**
   * Sends one command on a connection of its own, for example {@code CONFIG SET appendfsync no}.
   *
   * @return the answer: text, a number or a list of answers
   * @throws RuntimeException if the server refuses the command or cannot be reached
   */
  public @Nullable Object command(String name, String... arguments) {
    try (Jedis jedis = new Jedis(new HostAndPort(host(), port()), config())) {
      return text(jedis.sendCommand(() -> SafeEncoder.encode(name), arguments));
    }
  }

  private DefaultJedisClientConfig config() {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(TIMEOUT_MILLIS)
            .socketTimeoutMillis(TIMEOUT_MILLIS)
            .user(login.user())
            .password(login.password());
    Path certificate = login.certificate();
    if (certificate != null) {
      config.ssl(true).sslSocketFactory(Certificate.trusting(certificate).getSocketFactory());
    }
    return config.build();
  }

  private static @Nullable Object text(@Nullable Object answer) {
    if (answer instanceof byte[] bytes) {
      return SafeEncoder.encode(bytes);
    }
    return answer instanceof List<?> list ? list.stream().map(RedisServer::text).toList() : answer;
  }

  @Override
  void probe() {
    command(Protocol.Command.PING.name());
  }
}
