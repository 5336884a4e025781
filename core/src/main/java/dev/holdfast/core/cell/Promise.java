package dev.holdfast.core.cell;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call that was made without waiting. A thread that comes to wait for it after all
 * does the work itself if nobody has begun, which saves two hand-offs. An {@link Error} in that
 * work is its own, as in any work that a caller does.
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
    while (helps()) {
      // Its call may not be among the first that are taken.
    }
    return super.join();
  }

  @Override
  public R get() throws InterruptedException, ExecutionException {
    while (!Thread.currentThread().isInterrupted() && helps()) {
      // As above.
    }
    return super.get();
  }

  private boolean helps() {
    BooleanSupplier left = work;
    return left != null && !isDone() && left.getAsBoolean();
  }

  /** What depends on it is nothing that could be worked on. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
