package dev.holdfast.core.cell;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Answers that nobody waits for, on their way to those who depend on them.
 *
 * <p>One task tells them all, since a task for each costs more than a small change. But what an
 * application runs upon an answer may take its time, or even wait for another answer; so before
 * that, the others are handed to the next task. Used by one thread at a time.
 */
final class Answers implements Runnable {

  private final Queue<Call<?, ?>> untold;
  private final Executor executor;

  private Answers(Queue<Call<?, ?>> untold, Executor executor) {
    this.untold = untold;
    this.executor = executor;
  }

  /** Collects those of {@code calls} that nobody waits for. */
  static Answers of(Collection<? extends Call<?, ?>> calls, Executor executor) {
    Queue<Call<?, ?>> detached = new ArrayDeque<>(calls.size());
    for (Call<?, ?> call : calls) {
      if (call.isDetached()) {
        detached.add(call);
      }
    }
    return new Answers(detached, executor);
  }

  /** Has {@code first} tell them, if there are any. */
  void publish(Executor first) {
    if (!untold.isEmpty()) {
      first.execute(this);
    }
  }

  @Override
  public void run() {
    for (Call<?, ?> call = untold.poll(); call != null; call = untold.poll()) {
      if (call.hasDependents()) {
        publish(executor);
        call.publish();
        return;
      }
      call.publish();
    }
  }
}
