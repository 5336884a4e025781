package dev.holdfast.core.cell;

import dev.holdfast.spi.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One operation in a {@link Batch}, to be answered once: the first answer counts.
 *
 * @param <O> the operation
 * @param <R> its result
 */
public final class Call<O, R> {

  private final O operation;
  private final Deadline deadline;
  private final @Nullable Thread caller;
  private final CompletableFuture<R> result = new CompletableFuture<>();
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile boolean appointed;

  /** Tells the answer to those who depend on it; kept back where nobody waits. */
  private @Nullable Runnable completion;

  private Call(O operation, Deadline deadline, @Nullable Thread caller) {
    this.operation = operation;
    this.deadline = deadline;
    this.caller = caller;
  }

  /** A call whose thread waits for the answer. */
  static <O, R> Call<O, R> waiting(O operation, Deadline deadline) {
    return new Call<>(operation, deadline, Thread.currentThread());
  }

  /** A call that nobody waits for; its answer becomes known by {@link #publish}. */
  static <O, R> Call<O, R> detached(O operation, Deadline deadline) {
    return new Call<>(operation, deadline, null);
  }

  /** Returns what is to be done. */
  public O operation() {
    return operation;
  }

  /** Answers that it was done, with {@code value}. */
  public void complete(R value) {
    answer(() -> result.complete(value));
  }

  /** Answers that it failed. */
  public void fail(RuntimeException error) {
    answer(() -> result.completeExceptionally(error));
  }

  private void answer(Runnable telling) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    if (isDetached()) {
      completion = telling;
    } else {
      telling.run();
      wake();
    }
  }

  /** Tells the answer; runs whatever depends on it. */
  void publish() {
    if (completion != null) {
      completion.run();
    }
  }

  /** Tells whether somebody has asked already to have something run upon the answer. */
  boolean hasDependents() {
    return result.getNumberOfDependents() > 0;
  }

  Deadline deadline() {
    return deadline;
  }

  boolean isAnswered() {
    return answered.get();
  }

  /** Tells whether the current thread is the one that waits for the answer. */
  boolean isOwn() {
    return caller == Thread.currentThread();
  }

  boolean isDetached() {
    return caller == null;
  }

  /** Makes whoever made this call work on the next batch. */
  void appoint() {
    appointed = true;
  }

  /** Takes the appointment up, so that another one can follow. */
  void beginToLead() {
    appointed = false;
  }

  boolean isAppointed() {
    return appointed;
  }

  void wake() {
    LockSupport.unpark(caller);
  }

  CompletableFuture<R> result() {
    return result;
  }

  /** Returns the answer that is there, or throws the error. */
  R outcome() {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException error) {
        throw error;
      }
      throw e;
    }
  }
}
