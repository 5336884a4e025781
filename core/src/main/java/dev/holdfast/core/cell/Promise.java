package dev.holdfast.core.cell;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call that was made without waiting. A thread that comes to wait for it after all
 * does the work itself if nobody has begun: it saves two hand-offs, and cannot starve for want of a
 * worker. An {@link Error} in that work is its own, as in any work that a caller does.
 *
 * @param <R> the result
 */
final class Promise<R> extends CompletableFuture<R> {

  private @Nullable BooleanSupplier work;

  /** Sets what does a part of the work, and tells whether there was anything to do. */
  void whenAwaited(BooleanSupplier work) {
    this.work = work;
  }

  @Override
  public R join() {
    help();
    return super.join();
  }

  @Override
  public R get() throws InterruptedException, ExecutionException {
    if (!Thread.currentThread().isInterrupted()) {
      help();
    }
    return super.get();
  }

  private void help() {
    BooleanSupplier left = work;
    while (left != null && !isDone() && left.getAsBoolean()) {
      // Its call may not be among the first that are taken.
    }
  }

  /** What depends on it is nothing that could be worked on. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
