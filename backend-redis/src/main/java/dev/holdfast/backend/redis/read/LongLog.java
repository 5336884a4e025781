package dev.holdfast.backend.redis.read;

import dev.holdfast.backend.redis.connection.BytesCodec;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.EntryList;
import dev.holdfast.backend.redis.record.StreamIds;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A log of which the read script handed on the first runs alone, because each that passes through a
 * script costs the server much.
 *
 * <p>The rest is read by a plain command, and after it the length of the stream and the cell's
 * record once more: if those are what the script saw, nothing was committed in between and nothing
 * put together, so all is from one state.
 *
 * @param place where the log stands in the script's reply
 * @param part what was asked for
 * @param first the runs that the script handed on
 * @param length how many entries the stream had then
 */
record LongLog(int place, Part.LogPart part, List<?> first, Long length) {

  private static final long LONG = 2;

  /** Returns the long logs of a reply. */
  static List<LongLog> in(List<Part<?>> parts, List<@Nullable Object> reply) {
    List<LongLog> logs = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Part.LogPart part
          && reply.get(i + 1) instanceof List<?> log
          && log.get(1).equals(LONG)) {
        logs.add(new LongLog(i + 1, part, (List<?>) log.get(2), (Long) log.get(3)));
      }
    }
    return logs;
  }

  /**
   * Reads the rest of each log and the length of its stream, and then the record of the cell, the
   * last in the answer; answers nothing where the server refuses, as it does while slots move.
   */
  static CompletionStage<@Nullable List<Object>> rests(
      RedisAsyncCommands<Bytes, Bytes> server, Bytes cell, List<LongLog> logs) {
    List<CompletableFuture<?>> replies = new ArrayList<>();
    for (LongLog log : logs) {
      replies.add(log.rest(server, cell).toCompletableFuture());
      replies.add(server.xlen(KeySpace.entries(cell, log.part.log())).toCompletableFuture());
    }
    replies.add(server.hget(cell, Fields.CELL).toCompletableFuture());
    return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
        .handle((done, failure) -> failure == null ? values(replies) : nothingIfRefused(failure));
  }

  private static List<Object> values(List<CompletableFuture<?>> replies) {
    List<Object> values = new ArrayList<>(replies.size());
    replies.forEach(reply -> values.add(reply.join()));
    return values;
  }

  private static @Nullable List<Object> nothingIfRefused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RedisCommandExecutionException) {
      return null;
    }
    throw new CompletionException(cause);
  }

  private RedisFuture<EntryList> rest(RedisAsyncCommands<Bytes, Bytes> server, Bytes cell) {
    boolean ascending = part.direction() == Direction.ASCENDING;
    Offset last = StreamIds.offset((Bytes) ((List<?>) first.get(first.size() - 1)).get(0));
    EntryList entries = new EntryList(part.direction());
    entries.addAll(first);
    Bytes end =
        ascending
            ? StreamIds.id(Offset.max(part.upTo(), part.after()))
            : StreamIds.excluding(part.after());
    CommandArgs<Bytes, Bytes> range =
        new CommandArgs<>(BytesCodec.INSTANCE)
            .addKey(KeySpace.entries(cell, part.log()))
            .addValue(StreamIds.excluding(last))
            .addValue(end)
            .add("COUNT")
            .add(part.maxEntries() + 1 - first.size());
    return server.dispatch(
        ascending ? CommandType.XRANGE : CommandType.XREVRANGE, new EntriesOutput(entries), range);
  }

  /** Returns the reply with all of the long logs; nothing if the cell was changed meanwhile. */
  static @Nullable List<Object> join(
      List<LongLog> logs, List<Object> reply, @Nullable List<Object> rests) {
    if (rests == null || !reply.get(0).equals(rests.get(rests.size() - 1))) {
      return null;
    }
    List<Object> joined = new ArrayList<>(reply);
    for (int i = 0; i < logs.size(); i++) {
      LongLog log = logs.get(i);
      if (!log.length.equals(rests.get(2 * i + 1))) {
        return null;
      }
      Object record = ((List<?>) reply.get(log.place)).get(0);
      EntryList found = (EntryList) rests.get(2 * i);
      long more = found.runs() > log.part.maxEntries() ? 1 : 0;
      joined.set(log.place, List.of(record, more, found, log.length));
    }
    return joined;
  }
}
