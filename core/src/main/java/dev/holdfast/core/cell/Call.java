package dev.holdfast.core.cell;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
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
  private final Thread caller;
  private final boolean detached;
  private final CompletableFuture<R> result;
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile boolean appointed;

  /** Tells the answer to those who depend on it; kept back where nobody waits. */
  private @Nullable Runnable completion;

  private Call(O operation, Deadline deadline, boolean detached, CompletableFuture<R> result) {
    this.operation = operation;
    this.deadline = deadline;
    this.caller = Thread.currentThread();
    this.detached = detached;
    this.result = result;
  }

  /** A call whose thread waits for the answer. */
  static <O, R> Call<O, R> waiting(O operation, Deadline deadline) {
    return new Call<>(operation, deadline, false, new CompletableFuture<>());
  }

  /** A call that is made without waiting; {@code result} gets its answer by {@link #publish}. */
  static <O, R> Call<O, R> detached(O operation, Deadline deadline, Promise<R> result) {
    return new Call<>(operation, deadline, true, result);
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

  /** Tells whether it needs no more work: it is answered, or has no more time, and so fails. */
  boolean isLate() {
    if (deadline.hasPassed()) {
      fail(
          new UnavailableException(
              ErrorCode.DEADLINE_EXCEEDED, "An operation had no more time when its turn came."));
    }
    return isAnswered();
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

  /** Tells whether the current thread is the one that made the call. */
  boolean isOwn() {
    return caller == Thread.currentThread();
  }

  /** Tells whether the call was made without waiting for its answer. */
  boolean isDetached() {
    return detached;
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
