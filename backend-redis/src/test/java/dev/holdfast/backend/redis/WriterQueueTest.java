package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.put;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.tck.TckClock;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue of writers, through which the idle ones are forgotten. */
@OnEngine(Engine.REDIS)
class WriterQueueTest {

  private static final int LARGEST_FIELD = 1_000;

  private final TckClock clock = new TckClock();
  private RedisServer server;
  private OpenedRedis store;
  private long version;

  @BeforeEach
  void open() {
    server = RedisServers.standalone();
    store = OpenedRedis.open(RedisConfigs.of(server).clock(clock).build());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatANewWriterWrites_doesNotGrowWithThoseBefore() {
    commitFrom(0, 500);

    for (String field : queueFields()) {
      assertThat((Long) server.command("HSTRLEN", key(), field)).isLessThan(LARGEST_FIELD);
    }
    assertQueued(0, 500);
  }

  @Test
  void idleWriters_areForgottenAndTheOthersStay() {
    commitFrom(0, 300);
    clock.advance(RedisProvider.LIMITS.writerRetention().plus(Duration.ofSeconds(1)));
    commitFrom(300, 400);

    assertThat(fields("w")).hasSize(100);
    assertQueued(300, 400);
  }

  @Test
  void aQueueInOneField_asItOnceWas_isTakenOver() {
    commitFrom(0, 100);
    queueFields().forEach(field -> server.command("HDEL", key(), field));
    StringBuilder queue = new StringBuilder();
    IntStream.range(0, 100).mapToObj(WriterQueueTest::name).forEach(queue::append);
    server.command("HSET", key(), "q", queue.toString());

    commitFrom(100, 101);

    assertThat((Long) server.command("HSTRLEN", key(), "q")).isLessThan(LARGEST_FIELD);
    assertQueued(0, 101);
    commitFrom(101, 150);
    assertQueued(0, 150);
  }

  @Test
  void aDamagedQueue_leavesCommitsWhole() {
    commitFrom(0, 1);
    server.command("HSET", key(), "q", "damaged");

    commitFrom(1, 2);

    assertThat(store.version("cell")).isEqualTo(2);
  }

  private void commitFrom(int first, int below) {
    for (int writer = first; writer < below; writer++) {
      ByteBuffer name = ByteBuffer.wrap(name(writer).getBytes(StandardCharsets.US_ASCII));
      CommitId id = new CommitId(new UUID(name.getLong(), name.getLong()), 1, clock.instant());
      version++;
      store
          .backend()
          .commit(store.cell("cell"), Commit.of(put(version, "value")).withId(id), soon());
    }
  }

  /** The sixteen bytes of a writer's id, here readable. */
  private static String name(int writer) {
    return "writer %09d".formatted(writer);
  }

  private void assertQueued(int first, int below) {
    StringBuilder queue = new StringBuilder();
    queueFields().forEach(field -> queue.append(server.command("HGET", key(), field)));
    assertThat(queue.toString().split("writer ", -1)).hasSize(1 + below - first);
    for (int writer = first; writer < below; writer++) {
      assertThat(queue).contains(name(writer));
    }
  }

  private List<String> queueFields() {
    return fields("q");
  }

  private List<String> fields(String kind) {
    List<?> all = (List<?>) server.command("HKEYS", key());
    return all.stream().map(String::valueOf).filter(field -> field.startsWith(kind)).toList();
  }

  private String key() {
    return "holdfast:{test/" + store.cells().name() + "/cell}";
  }
}
