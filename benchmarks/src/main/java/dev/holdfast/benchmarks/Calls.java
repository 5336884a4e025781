package dev.holdfast.benchmarks;

import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Patch;
import dev.holdfast.context.Position;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** How an application makes many calls at once. */
public enum Calls {
  /** Each call keeps one of its threads waiting. */
  BLOCKING {
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
    CompletableFuture<?> update(ContextSync contexts, String id, Patch patch, Executor callers) {
      return contexts.updateAsync(id, patch).toCompletableFuture();
    }

    @Override
    CompletableFuture<?> sync(ContextSync contexts, String id, Executor callers) {
      return contexts.syncAsync(id, BEHIND).toCompletableFuture();
    }
  };

  private static final Position BEHIND = Position.of(1);

  /** Begins an update. */
  abstract CompletableFuture<?> update(
      ContextSync contexts, String id, Patch patch, Executor callers);

  /** Begins a sync from version 1. */
  abstract CompletableFuture<?> sync(ContextSync contexts, String id, Executor callers);
}
