package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.append;
import static dev.holdfast.backend.redis.OpenedRedis.put;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.Retry;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.Together;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisCluster;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Slots that move and servers that take over, in the middle of a store's work. */
@OnEngine(Engine.REDIS_CLUSTER)
class ClusterEventsTest {

  private static final int SECONDS_FOR_FAILOVER = 8;

  private final RedisCluster cluster = RedisServers.cluster();

  /**
   * The cell's keys move one by one, so that for a while a part of them is here and a part there.
   */
  @Test
  void aCellWhoseSlotMoves_losesNothing() throws Exception {
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(cluster).build())) {
      store.commit("cell", put(1, "first"), append("entry"));
      String root = "holdfast:{test/" + store.cells().name() + "/cell}";
      MovingSlot slot = MovingSlot.of(cluster, root);

      long written = writeDuring(store, () -> move(slot, root));
      written = Math.max(written, writeDuring(store, () -> move(slot.back(), root)));

      assertThat(store.version("cell")).isEqualTo(written);
      assertThat(entries(store)).isEqualTo(written);
    }
  }

  @Test
  void aReplicaThatTakesOver_isFollowed() throws Exception {
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(cluster).build())) {
      store.commit("cell", put(1, "first"), append("entry"));
      String root = "holdfast:{test/" + store.cells().name() + "/cell}";
      String id = MovingSlot.idOf(MovingSlot.keeper(cluster, root));
      RedisServer replica =
          MovingSlot.servers(cluster)
              .filter(node -> nodes(node).lines().anyMatch(line -> follows(line, id)))
              .findFirst()
              .orElseThrow();

      long written = writeDuring(store, () -> failOverTo(replica));

      assertThat(store.version("cell")).isEqualTo(written);
      assertThat(entries(store)).isEqualTo(written);
    }
  }

  /** Commits without end until the disturbance is over; returns the last version. */
  private static long writeDuring(OpenedRedis store, Disturbance disturbance) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch writing = new CountDownLatch(10);
    Callable<Long> writer = () -> write(store, over, writing);
    Callable<Long> disturber =
        () -> {
          try {
            writing.await();
            disturbance.run();
          } finally {
            over.set(true);
          }
          return 0L;
        };
    return Together.run(List.of(writer, disturber)).get(0);
  }

  private static long write(OpenedRedis store, AtomicBoolean over, CountDownLatch writing) {
    UUID writer = UUID.randomUUID();
    long version = store.version("cell");
    for (long sequence = 1; !over.get() || writing.getCount() > 0; sequence++) {
      version++;
      Commit commit =
          Commit.of(put(version, "next"), append("entry"))
              .withId(new CommitId(writer, sequence, Instant.now()));
      while (true) {
        try {
          store.backend().commit(store.cell("cell"), commit, soon());
          break;
        } catch (HoldfastException failure) {
          assertThat(failure.retry()).as("%s", failure).isNotEqualTo(Retry.NEVER);
        }
      }
      writing.countDown();
    }
    return version;
  }

  private interface Disturbance {
    void run() throws Exception;
  }

  private static void move(MovingSlot slot, String root) {
    slot.begin();
    for (String key : List.of(root + ":l:log", root)) {
      slot.migrate(key);
    }
    slot.end();
  }

  private static String nodes(RedisServer node) {
    return String.valueOf(node.command("CLUSTER", "NODES"));
  }

  private static boolean follows(String line, String primary) {
    return line.contains("myself,slave " + primary);
  }

  /** A failover that has not come about within five seconds is given up, and asked for again. */
  private static void failOverTo(RedisServer replica) {
    long begin = System.nanoTime();
    long asked = 0;
    while (!String.valueOf(replica.command("INFO", "replication")).contains("role:master")) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
      assertThat(seconds).as("seconds until a replica takes over").isLessThan(60);
      if (seconds >= asked * SECONDS_FOR_FAILOVER) {
        replica.command("CLUSTER", "FAILOVER");
        asked++;
      }
    }
  }

  private static long entries(OpenedRedis store) {
    return store
        .backend()
        .read(
            List.of(CellRead.of(store.cell("cell"), new Part.LogStatsPart(OpenedRedis.LOG))),
            soon())
        .get(0)
        .answer(0, LogStats.class)
        .count();
  }
}
