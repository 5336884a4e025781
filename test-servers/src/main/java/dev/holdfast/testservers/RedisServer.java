package dev.holdfast.testservers;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.SafeEncoder;

/** One Redis server, or one Sentinel. */
public final class RedisServer extends EngineServer {

  private static final int TIMEOUT_MILLIS = 2_000;

  private final @Nullable String user;
  private final @Nullable String password;

  RedisServer(
      String host, int port, Runner runner, @Nullable String user, @Nullable String password) {
    super(host, port, runner);
    this.user = user;
    this.password = password;
  }

  /** Returns the user to log in as, or {@code null} for none. */
  public @Nullable String user() {
    return user;
  }

  /** Returns the password, or {@code null} for none. */
  public @Nullable String password() {
    return password;
  }

  /**
   * Sends one command on a connection of its own, for example {@code CONFIG SET appendfsync no}.
   *
   * @return the answer: text, a number or a list of answers
   * @throws RuntimeException if the server refuses the command or cannot be reached
   */
  public @Nullable Object command(String name, String... arguments) {
    try (Jedis jedis = new Jedis(host(), port(), TIMEOUT_MILLIS)) {
      if (password != null) {
        if (user != null) {
          jedis.auth(user, password);
        } else {
          jedis.auth(password);
        }
      }
      return text(jedis.sendCommand(() -> SafeEncoder.encode(name), arguments));
    }
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
