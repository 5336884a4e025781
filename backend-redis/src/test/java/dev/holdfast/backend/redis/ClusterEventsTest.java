package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.append;
import static dev.holdfast.backend.redis.OpenedRedis.put;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static java.util.Objects.requireNonNull;
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
import io.lettuce.core.cluster.SlotHash;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
      String slot = Integer.toString(SlotHash.getSlot(root));
      RedisServer from = owner(root, null);
      RedisServer to = owner(root, from);

      long written = writeDuring(store, () -> move(slot, from, to, root));
      written = Math.max(written, writeDuring(store, () -> move(slot, to, from, root)));

      assertThat(store.version("cell")).isEqualTo(written);
      assertThat(entries(store)).isEqualTo(written);
    }
  }

  @Test
  void aReplicaThatTakesOver_isFollowed() throws Exception {
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(cluster).build())) {
      store.commit("cell", put(1, "first"), append("entry"));
      RedisServer before = owner("holdfast:{test/" + store.cells().name() + "/cell}", null);
      String id = (String) requireNonNull(before.command("CLUSTER", "MYID"));
      RedisServer replica =
          all()
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

  private static void move(String slot, RedisServer from, RedisServer to, String root) {
    String fromId = (String) requireNonNull(from.command("CLUSTER", "MYID"));
    String toId = (String) requireNonNull(to.command("CLUSTER", "MYID"));
    to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", fromId);
    from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
    for (String key : List.of(root + ":l:log", root)) {
      from.command("MIGRATE", to.host(), Integer.toString(to.port()), key, "0", "5000");
    }
    to.command("CLUSTER", "SETSLOT", slot, "NODE", toId);
    from.command("CLUSTER", "SETSLOT", slot, "NODE", toId);
  }

  /** Returns the primary that keeps a key, or another one than {@code other}. */
  private RedisServer owner(String key, @Nullable RedisServer other) {
    return all()
        .filter(node -> String.valueOf(node.command("INFO", "replication")).contains("role:master"))
        .filter(node -> other == null ? keeps(node, key) : node != other)
        .findFirst()
        .orElseThrow();
  }

  private static boolean keeps(RedisServer node, String key) {
    try {
      node.command("EXISTS", key);
      return true;
    } catch (RuntimeException moved) {
      return false;
    }
  }

  private Stream<RedisServer> all() {
    return Stream.concat(cluster.masters().stream(), cluster.replicas().stream());
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
