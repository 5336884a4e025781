package dev.holdfast.core.cell;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.holdfast.spi.Reach;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one open Holdfast: a few for work that no caller waits for, one that starts work
 * at a given time. All are daemons, bear its name, and come into being when first needed.
 *
 * <p>Thread-safe.
 */
public final class Workers implements AutoCloseable {

  private static final int CORES = Math.max(2, Runtime.getRuntime().availableProcessors());

  /** Who waits for another process keeps no core busy. */
  private static final int THREADS_THAT_WAIT = Math.max(16, CORES);

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Duration patience;
  private final ThreadPoolExecutor pool;
  private final ScheduledThreadPoolExecutor timer;
  private final AtomicInteger unfinished = new AtomicInteger();
  private final ThreadLocal<Boolean> isOwn = ThreadLocal.withInitial(() -> false);

  /**
   * Makes workers whose threads are called {@code holdfast-<name>-worker-<n>} and the like.
   *
   * @param reach who can work on the storage: where other processes can, most work is waiting
   */
  public Workers(String name, Reach reach) {
    this(name, reach, PATIENCE);
  }

  /**
   * Makes workers as above.
   *
   * @param patience how long to wait, when they are closed, for work to finish by itself
   */
  Workers(String name, Reach reach, Duration patience) {
    this.patience = patience;
    int threads = reach == Reach.MANY_PROCESSES ? THREADS_THAT_WAIT : CORES;
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            own(daemons("holdfast-" + name + "-worker-"))) {
          @Override
          protected void afterExecute(Runnable work, @Nullable Throwable thrown) {
            unfinished.decrementAndGet();
          }
        };
    pool.allowCoreThreadTimeOut(true);
    timer = new ScheduledThreadPoolExecutor(1, daemons("holdfast-" + name + "-timer-"));
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Returns the threads for work that may wait for the storage. After close it runs work on the
   * thread that hands it in, so that no caller waits for ever; the storage then refuses it.
   */
  public Executor executor() {
    return this::execute;
  }

  /** Returns the thread that starts work in time; it must hand long work to the executor. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  private void execute(Runnable work) {
    unfinished.incrementAndGet();
    try {
      pool.execute(work);
    } catch (RejectedExecutionException e) {
      unfinished.decrementAndGet();
      work.run();
    }
  }

  /**
   * Stops the timer, lets work that has been handed in finish, and interrupts what takes long. Work
   * may call this too; it does not wait for itself.
   */
  @Override
  public void close() {
    timer.shutdownNow();
    pool.shutdown();
    boolean isInterrupted = false;
    try {
      if (isOwn.get() ? awaitOthers() : pool.awaitTermination(patience.toNanos(), NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    List<Runnable> left = pool.shutdownNow();
    if (isOwn.get()) { // then it was interrupted too, which would disturb the closing of files
      Thread.interrupted();
    }
    left.forEach(Runnable::run);
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing tells one of the threads when the others are done, so it looks from time to time. */
  private boolean awaitOthers() throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    boolean isDone = false;
    while (!isDone && System.nanoTime() < end) {
      isDone = unfinished.get() == 1 || pool.awaitTermination(LOOK_NANOS, NANOSECONDS);
    }
    return isDone;
  }

  private ThreadFactory own(ThreadFactory threads) {
    return work ->
        threads.newThread(
            () -> {
              isOwn.set(true);
              work.run();
            });
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
