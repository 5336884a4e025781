package dev.holdfast.backend.redis.read;

import dev.holdfast.backend.redis.connection.Command;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The read script, and behind it the plain commands for what it leaves to them.
 *
 * <p>These are sent as soon as the script has answered, by the thread that reads its answer. The
 * reply is nothing where the cell was changed in between.
 *
 * @param cell the key of the cell
 * @param parts what is asked for
 * @param script the script that reads it
 */
record PartCall(Bytes cell, List<Part<?>> parts, Command<List<Object>> script)
    implements Command<@Nullable List<Object>> {

  @Override
  public CompletionStage<@Nullable List<Object>> send(RedisAsyncCommands<Bytes, Bytes> server) {
    return script.send(server).thenCompose(reply -> completed(server, reply));
  }

  private CompletionStage<@Nullable List<Object>> completed(
      RedisAsyncCommands<Bytes, Bytes> server, List<Object> reply) {
    List<LongLog> logs = LongLog.in(parts, reply);
    return logs.isEmpty()
        ? CompletableFuture.completedFuture(reply)
        : LongLog.rests(server, cell, logs).thenApply(rests -> LongLog.join(logs, reply, rests));
  }

  @Override
  public Command<@Nullable List<Object>> whole() {
    return new PartCall(cell, parts, script.whole());
  }
}
