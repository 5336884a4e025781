package dev.holdfast.benchmarks;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Patch;
import dev.holdfast.context.Position;
import dev.holdfast.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** How an application makes many calls at once. */
public enum Calls {
  /** Each call keeps a thread waiting. */
  BLOCKING {
    @Override
    CompletableFuture<?> set(ContextSync contexts, String id, JsonObject value) {
      return CompletableFuture.completedFuture(contexts.set(id, value));
    }

    @Override
    CompletableFuture<Optional<Context>> get(ContextSync contexts, String id) {
      return CompletableFuture.completedFuture(contexts.get(id));
    }

    @Override
    CompletableFuture<?> update(ContextSync contexts, String id, Patch patch, Executor callers) {
      return CompletableFuture.supplyAsync(() -> contexts.update(id, patch), callers);
    }

    @Override
    CompletableFuture<?> sync(ContextSync contexts, String id, Executor callers) {
      return CompletableFuture.supplyAsync(() -> contexts.sync(id, BEHIND), callers);
    }
  },
  /** No thread waits for one. */
  ASYNC {
    @Override
    CompletableFuture<?> set(ContextSync contexts, String id, JsonObject value) {
      return contexts.setAsync(id, value).toCompletableFuture();
    }

    @Override
    CompletableFuture<Optional<Context>> get(ContextSync contexts, String id) {
      return contexts.getAsync(id).toCompletableFuture();
    }

    @Override
    CompletableFuture<?> update(ContextSync contexts, String id, Patch patch, Executor callers) {
      return contexts.updateAsync(id, patch).toCompletableFuture();
    }

    @Override
    CompletableFuture<?> sync(ContextSync contexts, String id, Executor callers) {
      return contexts.syncAsync(id, BEHIND).toCompletableFuture();
    }
  };

  private static final Position BEHIND = Position.of(1);

  /** Begins to set a whole context. */
  abstract CompletableFuture<?> set(ContextSync contexts, String id, JsonObject value);

  /** Begins to look at a context. */
  abstract CompletableFuture<Optional<Context>> get(ContextSync contexts, String id);

  /** Begins an update. */
  abstract CompletableFuture<?> update(
      ContextSync contexts, String id, Patch patch, Executor callers);

  /** Begins a sync from version 1. */
  abstract CompletableFuture<?> sync(ContextSync contexts, String id, Executor callers);
}
