package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.LOG;
import static dev.holdfast.backend.redis.OpenedRedis.append;
import static dev.holdfast.backend.redis.OpenedRedis.put;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServers;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that are too long for the script of a read to hand on. */
@OnEngine(Engine.REDIS)
final class LongLogTest {

  private static final int LENGTH = 100;

  private OpenedRedis redis;

  @BeforeEach
  void fill() {
    redis = OpenedRedis.open(RedisConfigs.of(RedisServers.standalone()).build());
    for (int i = 0; i < LENGTH; i++) {
      redis.commit("a", append("e" + i)); // entries of one commit would be a run
    }
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 99, 100, 101})
  void aPage_hasAsManyEntriesAsAreWanted(int most) {
    List<Long> up = LongStream.rangeClosed(1, Math.min(most, LENGTH)).boxed().toList();
    List<Long> down = LongStream.rangeClosed(LENGTH + 1L - up.size(), LENGTH).boxed().toList();

    LogAnswer ascending = read(Direction.ASCENDING, most);
    LogAnswer descending = read(Direction.DESCENDING, most);

    assertThat(majors(ascending)).isEqualTo(up);
    assertThat(majors(descending).stream().sorted().toList()).isEqualTo(down);
    assertThat(majors(descending)).isSortedAccordingTo(Collections.reverseOrder());
    assertThat(List.of(ascending.more(), descending.more())).containsOnly(most < LENGTH);
  }

  @Test
  void aRead_isOfOneStateWhileAnotherWrites() {
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (long version = LENGTH + 1; version <= 4 * LENGTH; version++) {
                redis.commit(
                    "a", put(version, "v"), append("e"), new Mutation.TrimToLatest(LOG, LENGTH));
              }
            });
    do {
      CellAnswer answer = read();
      List<Long> majors = majors(answer.answer(1, LogAnswer.class));

      long last = Math.max(answer.version(), LENGTH);
      assertThat(majors)
          .isEqualTo(LongStream.rangeClosed(last - LENGTH + 1, last).boxed().toList());
    } while (!writer.isDone());
    writer.join();
  }

  private CellAnswer read() {
    CellRead read =
        new CellRead(
            redis.cell("a"),
            List.of(Part.HeadPart.ANY, Part.LogPart.after(LOG, Offset.ORIGIN, 1_000, 1 << 20)));
    return redis.backend().read(List.of(read), soon()).get(0);
  }

  private LogAnswer read(Direction direction, int most) {
    Offset end = new Offset(1_000, 0);
    Part.LogPart part = new Part.LogPart(LOG, Offset.ORIGIN, end, direction, most, 1 << 20, 0);
    return redis
        .backend()
        .read(List.of(CellRead.of(redis.cell("a"), part)), soon())
        .get(0)
        .answer(0, LogAnswer.class);
  }

  private static List<Long> majors(LogAnswer answer) {
    return answer.entries().stream().map(LogEntry::offset).map(Offset::major).toList();
  }
}
