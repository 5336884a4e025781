package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.put;
import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Mutation;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sweeper at work in an open store, next to damage too. */
@OnEngine(Engine.REDIS)
class SweepingTest {

  private RedisServer server;
  private OpenedRedis store;

  @BeforeEach
  void open() {
    server = RedisServers.standalone();
    store =
        OpenedRedis.open(
            RedisConfigs.of(server).set("holdfast.redis.sweep-pause", "100ms").build());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aCollectionThatIsOnlyWrittenTo_isSwept() {
    leaveAnEntry(store.cells());
    awaitSwept(store.cells());
  }

  @Test
  void aDamagedCell_keepsNoOtherCollectionFromBeingSwept() {
    list(store.cells());
    store.commit("damaged", put(1, "one"));
    server.command("HSET", key(store.cells(), "/damaged", ""), "c", "damaged");
    age(store.cells(), "damaged", "1000");
    List<CollectionRef> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      CollectionRef other = new CollectionRef("test", UUID.randomUUID().toString());
      others.add(other);
      list(other);
      leaveAnEntry(other);
    }
    others.forEach(this::awaitSwept);
  }

  /** One has a record that cannot be read, one holds something else, one cannot be a cell's. */
  @Test
  void damagedCells_keepNoOtherOnTheirPageFromBeingSwept() {
    list(store.cells());
    leaveAnEntry(store.cells());
    server.command("HSET", key(store.cells(), "/damaged", ""), "c", "damaged");
    server.command("SET", key(store.cells(), "/wrong", ""), "wrong");
    for (String id : List.of("damaged", "wrong", "")) {
      server.command("ZADD", key(store.cells(), "", ":ids"), "0", id);
    }

    awaitEntries(store.cells(), 3);
  }

  @Test
  void aStampThatIsNoNumber_doesNotEndTheSweep() {
    list(store.cells());
    server.command("ZADD", key(store.cells(), "", ":ids"), "0", "damaged");
    age(store.cells(), "damaged", "no number");
    awaitSwept(store.cells());
    leaveAnEntry(store.cells());
    awaitSwept(store.cells());
  }

  private void list(CollectionRef collection) {
    store.backend().list(ListQuery.all(collection, 1), soon());
  }

  /** Makes and deletes a cell, so that its entry in the index is left, and old. */
  private void leaveAnEntry(CollectionRef collection) {
    store.backend().commit(collection.cell("gone"), Commit.of(put(1, "one")), soon());
    Commit delete = Commit.of(new Mutation.DeleteCell());
    store.backend().commit(collection.cell("gone"), delete, soon());
    age(collection, "gone", "1000");
  }

  private void age(CollectionRef collection, String id, String stamp) {
    server.command("HSET", key(collection, "", ":stamps"), id, stamp);
  }

  private void awaitSwept(CollectionRef collection) {
    awaitEntries(collection, 0);
  }

  private void awaitEntries(CollectionRef collection, long left) {
    Deadline limit = soon();
    while (!Long.valueOf(left).equals(server.command("ZCARD", key(collection, "", ":ids")))) {
      assertThat(limit.hasPassed()).as("the index still has entries").isFalse();
    }
  }

  private static String key(CollectionRef collection, String id, String suffix) {
    return "holdfast:{test/" + collection.name() + id + "}" + suffix;
  }
}
