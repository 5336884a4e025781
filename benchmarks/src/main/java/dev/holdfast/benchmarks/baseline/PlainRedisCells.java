package dev.holdfast.benchmarks.baseline;

import static dev.holdfast.benchmarks.baseline.Change.bytes;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cells on one Redis server: a hash and a stream for each, one script for a commit, plain commands
 * for reads.
 *
 * <p>All threads share a connection, as lettuce means it. Numbers are exact up to 2^53; what is
 * known of writers is never forgotten; nobody is told of changes.
 */
public final class PlainRedisCells implements StoredCells {

  private static final byte[] INDEX = bytes("index");
  private static final byte[] VERSION = bytes("version");
  private static final byte[] CONTENT = bytes("content");
  private static final byte[] AT = bytes("at");

  private static final byte[] COMMIT =
      bytes(
          """
          local id, writer, number = ARGV[1], ARGV[2], tonumber(ARGV[3])
          local value, first = ARGV[4], tonumber(ARGV[5])
          local last = first + #ARGV - 7
          local cell = redis.call('HMGET', KEYS[1], 'version', 'newest', writer)
          local version, newest = tonumber(cell[1] or 0), tonumber(cell[2] or 0)
          if cell[3] then
            local known, answer = string.match(cell[3], '(%d+) (%d+)')
            if tonumber(known) == number then
              return tonumber(answer)
            elseif tonumber(known) > number then
              return -1
            end
          end
          if newest >= first or (value ~= '' and version ~= first - 1) then
            return -1
          end
          local answer = string.format('%.0f', last)
          local fields = {'newest', answer, writer, ARGV[3] .. ' ' .. answer}
          if value ~= '' then
            fields = {'version', ARGV[5], 'content', value, 'at', ARGV[6], unpack(fields)}
          end
          redis.call('HSET', KEYS[1], unpack(fields))
          for i = 7, #ARGV do
            redis.call('XADD', KEYS[2], string.format('%.0f-0', first + i - 7), ARGV[6], ARGV[i])
          end
          if newest == 0 then
            redis.call('ZADD', KEYS[3], 0, id)
          end
          return last
          """);

  private final RedisClient client;
  private final StatefulRedisConnection<byte[], byte[]> connection;
  private final RedisCommands<byte[], byte[]> redis;
  private final String commitDigest;

  /** Connects to a server, by a URL as lettuce has it. */
  public PlainRedisCells(String url) {
    client = RedisClient.create(url);
    connection = client.connect(ByteArrayCodec.INSTANCE);
    redis = connection.sync();
    commitDigest = redis.digest(COMMIT);
  }

  @Override
  public long commit(String id, CommitId commit, long expected, byte[] value, byte[] entry) {
    return apply(new Change(id, commit, value, expected + 1, List.of(entry)));
  }

  @Override
  public long append(String id, CommitId commit, long first, List<byte[]> entries) {
    return apply(new Change(id, commit, null, first, entries));
  }

  private long apply(Change change) {
    byte[] value = change.value();
    byte[][] arguments = new byte[6 + change.entries().size()][];
    arguments[0] = change.idBytes();
    arguments[1] = change.writerBytes();
    arguments[2] = bytes(Long.toString(change.commit().number()));
    arguments[3] = value == null ? new byte[0] : value;
    arguments[4] = bytes(Long.toString(change.first()));
    arguments[5] = bytes(Long.toString(change.at()));
    for (int i = 0; i < change.entries().size(); i++) {
      arguments[6 + i] = change.entries().get(i);
    }
    byte[][] keys = {cell(change.id()), log(change.id()), INDEX};
    long answer;
    try {
      answer = redis.<Long>evalsha(commitDigest, ScriptOutputType.INTEGER, keys, arguments);
    } catch (RedisNoScriptException e) {
      answer = redis.<Long>eval(COMMIT, ScriptOutputType.INTEGER, keys, arguments);
    }
    if (answer < 0) {
      throw change.conflict();
    }
    return answer;
  }

  @Override
  public @Nullable Value value(String id) {
    List<KeyValue<byte[], byte[]>> fields = redis.hmget(cell(id), VERSION, CONTENT, AT);
    return fields.get(0).hasValue()
        ? new Value(
            number(fields.get(0).getValue()),
            ByteBuffer.wrap(fields.get(1).getValue()),
            number(fields.get(2).getValue()))
        : null;
  }

  @Override
  public List<Entry> entries(String id, long after, int most) {
    Range<String> range =
        Range.from(Range.Boundary.including((after + 1) + "-0"), Range.Boundary.unbounded());
    return redis.xrange(log(id), range, Limit.from(most)).stream()
        .map(PlainRedisCells::entry)
        .toList();
  }

  private static Entry entry(StreamMessage<byte[], byte[]> message) {
    long offset = Long.parseLong(message.getId(), 0, message.getId().indexOf('-'), 10);
    Map.Entry<byte[], byte[]> content = message.getBody().entrySet().iterator().next();
    return new Entry(offset, ByteBuffer.wrap(content.getValue()), number(content.getKey()));
  }

  @Override
  public List<Listed> list(String after, int most) {
    Range<byte[]> range =
        Range.from(Range.Boundary.excluding(bytes(after)), Range.Boundary.unbounded());
    List<byte[]> ids = redis.zrangebylex(INDEX, range, Limit.from(most));
    List<RedisFuture<List<KeyValue<byte[], byte[]>>>> cells = new ArrayList<>(ids.size());
    for (byte[] id : ids) {
      cells.add(connection.async().hmget(cell(text(id)), VERSION, AT));
    }
    List<Listed> listed = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      List<KeyValue<byte[], byte[]>> cell = cells.get(i).toCompletableFuture().join();
      listed.add(
          new Listed(
              text(ids.get(i)),
              number(cell.get(0).getValueOrElse(null)),
              number(cell.get(1).getValueOrElse(null))));
    }
    return listed;
  }

  private static byte[] cell(String id) {
    return bytes("c:" + id);
  }

  private static byte[] log(String id) {
    return bytes("l:" + id);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static long number(byte @Nullable [] digits) {
    return digits == null ? 0 : Long.parseLong(text(digits));
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
