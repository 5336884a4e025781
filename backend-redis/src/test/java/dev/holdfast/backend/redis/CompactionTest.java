package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.LOG;
import static dev.holdfast.backend.redis.OpenedRedis.append;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log whose entries came one by one is read the same once they were put together. */
@OnEngine(Engine.REDIS)
final class CompactionTest {

  private final RedisServer server = RedisServers.standalone();
  private RedisClient client;
  private StatefulRedisConnection<byte[], byte[]> connection;
  private OpenedRedis together;
  private OpenedRedis apart;

  @BeforeEach
  void open() {
    client = RedisClient.create("redis://" + server.host() + ":" + server.port());
    connection = client.connect(ByteArrayCodec.INSTANCE);
    together = OpenedRedis.open(RedisConfigs.of(server).build());
    apart =
        new OpenedRedis(
            OpenedRedis.open(
                    RedisConfigs.of(server).set("holdfast.redis.compact-entries", "0").build())
                .backend(),
            together.cells());
  }

  @AfterEach
  void close() {
    apart.close();
    together.close();
    connection.close();
    client.shutdown();
  }

  @Test
  void whatIsRead_becomesFewRuns_andStaysWhatItIs() {
    List<LogEntry> before = putTogether();
    for (int from = 0; from < 1_000; from += 37) {
      for (Direction direction : Direction.values()) {
        Offset after = before.get(from).offset();
        Offset upTo = from % 2 == 0 ? Offset.END : before.get((from + 999) / 2).offset();
        List<LogEntry> wanted = new ArrayList<>(before);
        wanted.removeIf(e -> !e.offset().isAfter(after) || e.offset().isAfter(upTo));
        if (direction == Direction.DESCENDING) {
          Collections.reverse(wanted);
        }
        LogAnswer found =
            read(together, "a", new Part.LogPart(LOG, after, upTo, direction, 100, 1 << 20, 0));
        assertThat(found.entries()).isEqualTo(wanted.subList(0, Math.min(100, wanted.size())));
        assertThat(found.more()).isEqualTo(wanted.size() > 100);
      }
    }
  }

  @Test
  void whatWasPutTogether_isCutEntryByEntry_eachOfItsOwnInstant() {
    List<LogEntry> left = putTogether();
    for (int nth : List.of(10, 100, 207, 208)) {
      LogEntry oldest = left.get(nth);
      together.commit("a", new Mutation.TrimOlderThan(LOG, oldest.at()));
      left = left.stream().filter(entry -> !entry.at().isBefore(oldest.at())).toList();
      assertThat(read(together, "a", everything()).entries()).isEqualTo(left);
    }
    for (int nth : List.of(300, 200, 33)) {
      LogEntry newest = left.get(nth);
      together.commit(
          "a",
          new Mutation.TruncateAfter(LOG, newest.offset()),
          new Mutation.Append(LOG, newest.offset(), newest.value()));
      left = left.subList(0, nth + 1);
      assertThat(read(together, "a", everything()).entries()).isEqualTo(left);
    }
  }

  /** Returns the entries of a log that came one by one and were put together. */
  private List<LogEntry> putTogether() {
    Offset last = new Offset(1, 0);
    for (int i = 0; i < 1_000; i++) {
      last = new Offset(last.major() + i % 3, i % 3 == 0 ? last.minor() + 1 + i % 2 : i % 5);
      apart.commit("a", new Mutation.Append(LOG, last, Bytes.utf8("v".repeat(i % 50))));
    }
    List<LogEntry> before = read(apart, "a", everything()).entries();
    assertThat(before).hasSize(1_000);
    assertThat(length("a")).isEqualTo(1_000);

    assertThat(read(together, "a", everything()).entries()).isEqualTo(before);
    assertThat(read(together, "a", everything()).entries()).isEqualTo(before);
    awaitLength("a", 1_000 / 32);
    return before;
  }

  @Test
  void aRead_isOfOneStateWhileEntriesArePutTogether() {
    int rounds = Boolean.getBoolean("holdfast.long") ? 500 : 15;
    for (int round = 0; round < rounds; round++) {
      String id = "cell " + round;
      for (int i = 0; i < 200; i++) {
        apart.commit(id, append("entry"));
      }
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      CompletableFuture<LogAnswer> again =
          CompletableFuture.supplyAsync(() -> read(together, id, everything()))
              .thenApplyAsync(first -> read(together, id, everything()));
      do {
        assertThat(majors(read(apart, id, range(Direction.ASCENDING))))
            .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(majors(read(apart, id, range(Direction.DESCENDING))))
            .isEqualTo(LongStream.rangeClosed(1, 200).map(i -> 201 - i).boxed().toList());
      } while (length(id) == 200 && System.nanoTime() < end);
      assertThat(length(id)).isLessThan(200);
      assertThat(again.join().entries()).hasSize(200);
    }
  }

  @Test
  void aLongLog_isLeftAsItIs() {
    apart.commit("a", append("x".repeat(1 << 20)));
    for (int i = 0; i < 100; i++) {
      apart.commit("a", append("entry"));
    }
    for (int i = 0; i < 2; i++) {
      assertThat(read(together, "a", everything()).entries()).hasSize(101);
    }
    together.close(); // waits for what is under way
    assertThat(length("a")).isEqualTo(101);
  }

  @Test
  void aDamagedRun_isNotPutTogetherWithOthers() {
    Part.LogPart sound =
        new Part.LogPart(
            LOG, Offset.ORIGIN, new Offset(90, 0), Direction.ASCENDING, 1_000, 1 << 20, 0);
    List<String> fields = List.of("1*0002+3=4", "1*0003+3=3"); // of which the value has six bytes
    for (String field : fields) {
      for (int i = 0; i < 100; i++) {
        apart.commit(field, append("entry"));
      }
      connection
          .sync()
          .xadd(
              stream(field),
              new XAddArgs().id("200-0"),
              field.getBytes(StandardCharsets.UTF_8),
              "abcdef".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 2; i++) {
        assertThat(read(together, field, sound).entries()).hasSize(90);
      }
    }
    together.close(); // waits for what is under way
    assertThat(fields).allMatch(field -> length(field) == 101);
  }

  private static Part.LogPart everything() {
    return Part.LogPart.after(LOG, Offset.ORIGIN, 1_000, 4 << 20);
  }

  private static Part.LogPart range(Direction direction) {
    return new Part.LogPart(LOG, Offset.ORIGIN, Offset.END, direction, 1_000, 4 << 20, 0);
  }

  private static LogAnswer read(OpenedRedis redis, String id, Part.LogPart part) {
    return redis
        .backend()
        .read(List.of(CellRead.of(redis.cell(id), part)), soon())
        .get(0)
        .answer(0, LogAnswer.class);
  }

  private static List<Long> majors(LogAnswer answer) {
    return answer.entries().stream().map(LogEntry::offset).map(Offset::major).toList();
  }

  private void awaitLength(String id, long most) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (length(id) > most && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(length(id)).isLessThanOrEqualTo(most);
  }

  private long length(String id) {
    return connection.sync().xlen(stream(id));
  }

  private byte[] stream(String id) {
    return KeySpace.entries(new KeySpace("holdfast").cell(together.cell(id)), LOG).toArray();
  }
}
