package dev.holdfast.backend.redis.connection;

import dev.holdfast.value.Bytes;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletionStage;

/**
 * A command to send, perhaps several times, to whichever server is the right one.
 *
 * @param <T> what it is answered with
 */
@FunctionalInterface
public interface Command<T> {

  /** Sends it. */
  CompletionStage<T> send(RedisAsyncCommands<Bytes, Bytes> server);

  /** Returns the form that a server understands which does not know the script. */
  default Command<T> whole() {
    return this;
  }
}
