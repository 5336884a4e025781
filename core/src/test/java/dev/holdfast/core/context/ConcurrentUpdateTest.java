package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Position;
import dev.holdfast.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrentUpdateTest {

  private static final int UPDATES = 300;

  /** Each update adds a key of its own and raises a counter; each must show in the end. */
  @Test
  void threadsAndInstances_loseNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Rooms rooms = new Rooms()) {
      List<ContextSync> instances = List.of(rooms.open(), rooms.open());
      instances.get(0).set("room", JsonObject.of("n", 0));
      List<Callable<Void>> work = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int thread = t;
        work.add(() -> update(instances.get(thread % 2), thread));
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }

      Context room = instances.get(0).get("room").orElseThrow();
      assertThat(room.value().integer("n")).isEqualTo(4 * UPDATES / 3);
      assertThat(room.value().size()).isEqualTo(1 + 4 * UPDATES * 2 / 3);
      assertThat(room.version()).isEqualTo(1 + 4 * UPDATES);
      List<ContextDelta> deltas = instances.get(0).store().deltasAfter("room", 0);
      assertThat(deltas).hasSize((int) room.version());
      JsonObject replayed = JsonObject.EMPTY;
      for (ContextDelta delta : deltas) {
        replayed = delta.delta().applyTo(replayed);
      }
      assertThat(replayed).isEqualTo(room.value());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void update(ContextSync contexts, int thread) {
    List<CompletableFuture<ContextChange>> pending = new ArrayList<>();
    for (int i = 0; i < UPDATES; i++) {
      String key = "t" + thread + "-" + i;
      switch (i % 3) {
        case 0 -> contexts.update("room", patch -> patch.set(key, true));
        case 1 ->
            pending.add(
                contexts.updateAsync("room", patch -> patch.set(key, true)).toCompletableFuture());
        default -> contexts.transform("room", room -> room.with("n", room.integer("n") + 1));
      }
    }
    pending.forEach(CompletableFuture::join);
    return null;
  }

  @Test
  void updatesAtOnce_shareCommitsAndKeepOneDeltaEach() throws Exception {
    try (Rooms rooms = new Rooms()) {
      ContextSync contexts = rooms.open();
      contexts.set("room", JsonObject.EMPTY);
      int before = rooms.backend.commits();
      List<CompletableFuture<ContextChange>> changes = new ArrayList<>();
      synchronized (rooms.backend) { // The first commit waits, so that the others gather.
        for (int i = 0; i < 50; i++) {
          String key = "k" + i;
          changes.add(
              contexts.updateAsync("room", patch -> patch.set(key, 1)).toCompletableFuture());
        }
      }
      for (ContextChange done : changes.stream().map(CompletableFuture::join).toList()) {
        assertThat(contexts.sync("room", done.context().position()).applyTo(done.context().value()))
            .isEqualTo(contexts.get("room").orElseThrow().value());
      }

      assertThat(rooms.backend.commits() - before).isLessThan(10);
      assertThat(contexts.store().deltasAfter("room", 1)).hasSize(50);
      assertThat(contexts.sync("room", Position.of(1)).position().version()).isEqualTo(51);
    }
  }
}
