package dev.holdfast.backend.mapdb.store;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that does, when asked, what no commit should wait for.
 *
 * <p>After a failure it does nothing more. Thread-safe.
 */
final class Background {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private final String name;
  private boolean flushAsked;
  private volatile boolean workAsked;
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread thread;

  Background(String name) {
    this.name = name;
  }

  /** What there is to do. */
  interface Work {
    /** Writes what writers left behind when they went away. */
    void flush() throws Exception;

    /** Checkpoints and merges as far as they are due. */
    void work() throws Exception;

    /** Is told of a failure, after which nothing more is done. */
    void failed();
  }

  void start(Work work) {
    Thread started = new Thread(() -> run(work), "holdfast-" + name + "-checkpoint");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  void askForFlush() {
    lock.lock();
    try {
      flushAsked = true;
      asked.signal();
    } finally {
      lock.unlock();
    }
  }

  void askForWork() {
    if (workAsked) {
      return;
    }
    lock.lock();
    try {
      workAsked = true;
      asked.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether it was asked to stop: long work ends early then. */
  boolean isStopping() {
    return stopping;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /** Lets the thread end and waits for that. */
  void stop() {
    stopping = true;
    lock.lock();
    try {
      asked.signal();
    } finally {
      lock.unlock();
    }
    joinUninterruptibly();
  }

  private void joinUninterruptibly() {
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Work work) {
    try {
      while (awaitRequest()) {
        if (takeFlush()) {
          work.flush();
        }
        if (workAsked && !stopping) {
          workAsked = false;
          work.work();
        }
      }
    } catch (Throwable e) {
      // An error too ends this thread, and whoever waits for a checkpoint must hear of it.
      LOG.error("The background work of store {} failed; it takes no more commits.", name, e);
      failure = e;
      work.failed();
    }
  }

  /** Returns false when it is time to end. */
  private boolean awaitRequest() {
    lock.lock();
    try {
      while (!flushAsked && !workAsked && !stopping) {
        asked.awaitUninterruptibly();
      }
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  private boolean takeFlush() {
    lock.lock();
    try {
      boolean taken = flushAsked;
      flushAsked = false;
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
