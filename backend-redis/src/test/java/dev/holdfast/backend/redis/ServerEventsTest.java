package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.append;
import static dev.holdfast.backend.redis.OpenedRedis.put;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.tck.Together;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What servers do to a store in the middle of its work. */
@OnEngine(Engine.REDIS)
class ServerEventsTest {

  @Test
  void aServerThatForgetsScripts_isSentThemAgain() throws Exception {
    RedisServer server = RedisServers.standalone();
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(server).build())) {
      AtomicBoolean done = new AtomicBoolean();
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int writer = 0; writer < 3; writer++) {
        String id = "cell " + writer;
        tasks.add(() -> commitMany(store, id, 200));
      }
      tasks.add(
          () -> {
            while (!done.get()) {
              server.command("SCRIPT", "FLUSH");
              done.set(store.version("cell 0") == 200);
            }
            return 200;
          });
      assertThat(Together.run(tasks)).containsOnly(200);
      assertThat(store.version("cell 2")).isEqualTo(200);
    }
  }

  @Test
  void aLostSubscription_isMadeAnewAndTold() throws Exception {
    RedisServer server = RedisServers.standalone();
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(server).build())) {
      Listener listener = new Listener();
      store.backend().watch(WatchScope.of(store.cells()), listener, soon());
      store.commit("cell", put(1, "one"));
      listener.awaitChange();

      for (int version = 2; version < 5; version++) {
        server.command("CLIENT", "KILL", "TYPE", "pubsub");
        listener.awaitResync();
        store.commit("cell", put(version, "next"));
        listener.awaitChange();
      }
    }
  }

  @Test
  void aLostSubscriptionThatIsRefused_isTriedAgainAndTold() throws Exception {
    RedisServer server = RedisServers.start();
    try (OpenedRedis store =
        OpenedRedis.open(
            RedisConfigs.of(server).set("holdfast.redis.heartbeat", "200ms").build())) {
      Listener listener = new Listener();
      store.backend().watch(WatchScope.of(store.cells()), listener, soon());
      store.commit("cell", put(1, "one"));
      listener.awaitChange();

      server.command("ACL", "SETUSER", "default", "resetchannels");
      server.command("CLIENT", "KILL", "TYPE", "pubsub");
      Deadline refused = soon();
      while (!String.valueOf(server.command("INFO", "commandstats"))
          .matches("(?s).*cmdstat_subscribe:[^\\n]*rejected_calls=[1-9].*")) {
        assertThat(refused.hasPassed()).as("nothing was refused").isFalse();
      }
      server.command("ACL", "SETUSER", "default", "allchannels");
      listener.awaitResync();
      store.commit("cell", put(2, "two"));
      listener.awaitChange();
    } finally {
      server.kill();
    }
  }

  @Test
  void aServerThatStandsStill_isGivenUpAtTheDeadline() throws Exception {
    RedisServer server = RedisServers.start();
    try (OpenedRedis store =
        OpenedRedis.open(
            RedisConfigs.of(server).set("holdfast.redis.heartbeat", "200ms").build())) {
      Listener listener = new Listener();
      store.backend().watch(WatchScope.of(store.cells()), listener, soon());
      store.commit("cell", put(1, "one"));
      listener.awaitChange();
      server.pause();
      Deadline deadline = Deadline.after(Duration.ofMillis(300));
      assertThatThrownBy(
              () -> store.backend().commit(store.cell("cell"), Commit.of(put(2, "two")), deadline))
          .isInstanceOf(HoldfastException.class);
      assertThat(deadline.hasPassed()).isTrue();
      assertThat(store.backend().health(Deadline.after(Duration.ofMillis(300))).healthy())
          .isFalse();
      server.resume();

      listener.awaitResync();
      long version = store.version("cell");
      assertThat(version).isBetween(1L, 2L);
      store.commit("cell", put(3, "three"));
      listener.awaitChange();
    } finally {
      server.kill();
    }
  }

  @Test
  void aServerThatDies_keepsWhatItAcknowledged() throws Exception {
    RedisServer server = RedisServers.start();
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(server).build())) {
      Listener listener = new Listener();
      store.backend().watch(WatchScope.of(store.cells()), listener, soon());
      for (int life = 1; life <= 3; life++) {
        String id = "life " + life;
        int acknowledged = commitMany(store, id, 50);
        server.kill();
        assertThatThrownBy(() -> store.commit(id, append("no server")))
            .isInstanceOf(HoldfastException.class);
        assertThatThrownBy(() -> store.version(id)).isInstanceOf(UnavailableException.class);
        server.start();
        assertThat(store.version(id)).isEqualTo(acknowledged);
        listener.awaitResync();
      }
    } finally {
      server.kill();
    }
  }

  @Test
  void aFullServer_refusesAndKeepsWhatItHas() {
    RedisServer server = RedisServers.start();
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(server).build())) {
      store.commit("cell", put(1, "one"), append("one"));
      server.command("CONFIG", "SET", "maxmemory", "1");
      assertThatThrownBy(() -> store.commit("cell", put(2, "two"), append("two")))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("OOM");
      assertThat(store.version("cell")).isEqualTo(1);
      server.command("CONFIG", "SET", "maxmemory", "0");
      store.commit("cell", put(2, "two"), append("two"));
      assertThat(store.version("cell")).isEqualTo(2);
    } finally {
      server.kill();
    }
  }

  /** Nothing is written when any key of the commit is of another type: it is judged whole first. */
  @Test
  void keysOfAnotherType_areRefusedBeforeAnythingIsWritten() {
    RedisServer server = RedisServers.standalone();
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(server).build())) {
      store.commit("cell", put(1, "one"), append("one"));
      String key = "holdfast:{test/" + store.cells().name() + "/cell}";
      server.command("SET", key + ":l:other", "text");
      server.command("SET", key + ":r:srows", "text");
      Mutation other = new Mutation.AppendNext(new LogRef("other"), Bytes.utf8("x"));
      Mutation row = new Mutation.PutRow(MapRef.sorted("rows"), Bytes.utf8("key"), Bytes.utf8("x"));
      for (Mutation refused : List.of(other, row)) {
        assertThatThrownBy(() -> store.commit("cell", put(2, "two"), append("two"), refused))
            .isInstanceOf(CorruptException.class);
      }
      server.command("DEL", key + ":l:log");
      server.command("SET", key + ":l:log", "text");
      assertThatThrownBy(() -> store.commit("cell", put(2, "two"), append("two")))
          .isInstanceOf(CorruptException.class);
      assertThat(store.version("cell")).isEqualTo(1);
    }
  }

  /** Damage in the second half of a long read is told as that, not as a lost connection. */
  @Test
  void aDamagedEntry_isCorrupt() {
    RedisServer server = RedisServers.standalone();
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(server).build())) {
      for (int i = 0; i < 5; i++) {
        store.commit("cell", append("one"));
      }
      String key = "holdfast:{test/" + store.cells().name() + "/cell}";
      server.command("XADD", key + ":l:log", "9-0", "1*0002+1", "x");
      Part.LogPart part = Part.LogPart.after(OpenedRedis.LOG, Offset.ORIGIN, 100, 1 << 20);
      List<CellRead> read = List.of(CellRead.of(store.cell("cell"), part));
      assertThatThrownBy(() -> store.backend().read(read, OpenedRedis.soon()))
          .isInstanceOf(CorruptException.class);
    }
  }

  /** Commits versions 1 to {@code count}, each until it is acknowledged. */
  private static int commitMany(OpenedRedis store, String id, int count) {
    UUID writer = UUID.randomUUID();
    for (int version = 1; version <= count; version++) {
      CommitId commitId = new CommitId(writer, version, Instant.now());
      store
          .backend()
          .commit(
              store.cell(id),
              Commit.of(put(version, "value"), append("entry")).withId(commitId),
              soon());
    }
    return count;
  }
}
