package dev.holdfast.core.cell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers of calls that were made without waiting, on their way to those who depend on them.
 *
 * <p>One task tells them all, since a task for each costs more than a small change. But what an
 * application runs upon an answer may take its time, or even wait for another answer; so before
 * that, another task is asked for, which goes on if this one is held up. Thread-safe.
 */
final class Answers implements Runnable {

  private final List<? extends Call<?, ?>> untold;
  private final Executor executor;
  private final AtomicInteger next = new AtomicInteger();

  private Answers(List<? extends Call<?, ?>> untold, Executor executor) {
    this.untold = untold;
    this.executor = executor;
  }

  /**
   * Collects those of {@code calls} that were made without waiting. A thread that came to wait for
   * its own is told at once.
   */
  static Answers of(Collection<? extends Call<?, ?>> calls, Executor executor) {
    List<Call<?, ?>> untold = new ArrayList<>();
    for (Call<?, ?> call : calls) {
      if (call.isDetached() && call.isOwn() && !call.hasDependents()) {
        call.publish();
      } else if (call.isDetached()) {
        untold.add(call);
      }
    }
    return new Answers(untold, executor);
  }

  /** Has {@code first} tell them, if there are any. */
  void publish(Executor first) {
    if (!untold.isEmpty()) {
      first.execute(this);
    }
  }

  @Override
  public void run() {
    boolean isBacked = false;
    for (int i = next.getAndIncrement(); i < untold.size(); i = next.getAndIncrement()) {
      Call<?, ?> call = untold.get(i);
      if (!isBacked && i + 1 < untold.size() && call.hasDependents()) {
        isBacked = true;
        askForAnother(Thread.currentThread());
      }
      call.publish();
    }
  }

  /** An executor that has stopped runs the task at once, on the thread that asks. */
  private void askForAnother(Thread asker) {
    executor.execute(
        () -> {
          if (Thread.currentThread() != asker) {
            run();
          }
        });
  }
}
