package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.LOG;
import static dev.holdfast.backend.redis.OpenedRedis.append;
import static dev.holdfast.backend.redis.OpenedRedis.put;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.Retry;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServers;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While its slot moves, a server refuses whatever names a key that it does not have: a key that was
 * removed cannot be made anew, and one that has not come yet cannot be found.
 */
@OnEngine(Engine.REDIS_CLUSTER)
class MovingSlotTest {

  private static final MapRef MAP = MapRef.sorted("map");

  private final OpenedRedis store =
      OpenedRedis.open(RedisConfigs.of(RedisServers.cluster()).build());
  private final String root = "holdfast:{test/" + store.cells().name() + "/cell}";
  private final MovingSlot slot = MovingSlot.of(RedisServers.cluster(), root);

  @AfterEach
  void close() {
    store.close();
  }

  static Stream<List<Mutation>> whatIsMadeAnew() {
    Mutation row = new Mutation.PutRow(MAP, Bytes.utf8("row"), Bytes.utf8("anew"));
    return Stream.of(
        List.of(new Mutation.TruncateAfter(LOG, new Offset(45, 0))),
        List.of(new Mutation.DropLog(LOG), append("anew")),
        List.of(new Mutation.TrimToLatest(LOG, 0), append("anew")),
        List.of(new Mutation.TrimThrough(LOG, new Offset(50, 0)), append("anew")),
        List.of(new Mutation.DropMap(MAP), row),
        List.of(new Mutation.DeleteCell(), put(2, "anew"), append("anew"), row));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsMadeAnew(List<Mutation> mutations) {
    fill();
    CellAnswer before = read();
    slot.begin();
    refuses(mutations);
    slot.giveUp();

    assertThat(read()).isEqualTo(before);
    store.backend().commit(store.cell("cell"), commit(mutations), soon());
    assertThat(read()).isNotEqualTo(before);
  }

  @Test
  void whatIsPutTogether() {
    for (int i = 0; i < 200; i++) {
      store.commit("cell", append("entry"));
    }
    slot.begin();
    for (int i = 0; i < 3; i++) {
      assertThat(readLog(store).entries()).hasSize(200);
    }
    store.close(); // waits for what is under way
    slot.giveUp();
    try (OpenedRedis next = OpenedRedis.open(RedisConfigs.of(RedisServers.cluster()).build())) {
      assertThat(readLog(new OpenedRedis(next.backend(), store.cells())).entries()).hasSize(200);
    }
  }

  /** The new server has the cell, but not yet its log. */
  @Test
  void aCellThatIsDeletedWhileItComes_leavesNothingBehind() {
    store.commit("cell", put(1, "first"), append("entry"));
    slot.begin();
    slot.migrate(root);
    refuses(List.of(new Mutation.DeleteCell()));
    slot.migrate(root + ":l:log");
    slot.end();

    store.commit("cell", new Mutation.DeleteCell());
    store.commit("cell", put(2, "anew"), append("anew"));
    assertThat(readLog(store).entries()).hasSize(1);
  }

  /** A head, a log of which each commit appended ten entries, and two rows. */
  private void fill() {
    store.commit("cell", put(1, "first"));
    for (int i = 0; i < 5; i++) {
      store.commit(
          "cell",
          IntStream.range(0, 10).mapToObj(n -> append("entry " + n)).toArray(Mutation[]::new));
    }
    for (String key : List.of("row", "other")) {
      store.commit("cell", new Mutation.PutRow(MAP, Bytes.utf8(key), Bytes.utf8("value")));
    }
  }

  private void refuses(List<Mutation> mutations) {
    Deadline deadline = Deadline.after(Duration.ofSeconds(1));
    assertThatThrownBy(
            () -> store.backend().commit(store.cell("cell"), commit(mutations), deadline))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.retry()).isNotEqualTo(Retry.NEVER));
  }

  private static Commit commit(List<Mutation> mutations) {
    return Commit.of(mutations.toArray(Mutation[]::new));
  }

  private CellAnswer read() {
    return read(
        store,
        Part.HeadPart.ANY,
        log(),
        new Part.ScanPart(MAP, null, null, Direction.ASCENDING, null, 100, 1 << 20));
  }

  private static LogAnswer readLog(OpenedRedis store) {
    return read(store, log()).answer(0, LogAnswer.class);
  }

  private static CellAnswer read(OpenedRedis store, Part<?>... parts) {
    return store.backend().read(List.of(CellRead.of(store.cell("cell"), parts)), soon()).get(0);
  }

  private static Part.LogPart log() {
    return Part.LogPart.after(LOG, Offset.ORIGIN, 1_000, 1 << 20);
  }
}
