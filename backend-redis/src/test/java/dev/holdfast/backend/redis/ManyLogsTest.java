package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServers;
import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A read of more logs than Lua passes on as arguments of one call. */
@OnEngine(Engine.REDIS)
class ManyLogsTest {

  @Test
  void eachIsFound() {
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(RedisServers.standalone()).build())) {
      List<Integer> present = List.of(0, 998, 999, 1_000, 1_999, 2_000, 8_999);
      present.forEach(
          number -> store.commit("cell", new Mutation.AppendNext(log(number), Bytes.utf8("x"))));
      Part<?>[] parts =
          IntStream.range(0, 9_000)
              .mapToObj(number -> new Part.LogStatsPart(log(number)))
              .toArray(Part[]::new);

      CellAnswer found =
          store.backend().read(List.of(CellRead.of(store.cell("cell"), parts)), soon()).get(0);
      assertThat(IntStream.range(0, 9_000))
          .filteredOn(number -> found.answer(number, LogStats.class).present())
          .isEqualTo(present);
    }
  }

  private static LogRef log(int number) {
    return new LogRef("log" + number);
  }
}
