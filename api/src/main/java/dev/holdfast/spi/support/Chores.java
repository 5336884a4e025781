package dev.holdfast.spi.support;

import dev.holdfast.error.ClosedException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work of a backend that nobody waits for and that pays only where something happens again, done
 * one by one on a named daemon thread.
 *
 * <p>Thread-safe. The thread starts with the first piece of work. Work that fails is logged and
 * forgotten, and nothing is begun for a minute then; what comes while {@value #MAX_WAITING} others
 * wait is not begun either. So it is for work that shows again that it is to be done.
 */
public final class Chores implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
  private static final int MAX_WAITING = 64;
  private static final int MAX_SEEN = 4_000;
  private static final Duration LAST_WORK = Duration.ofSeconds(1);
  private static final Duration REST_AFTER_FAILURE = Duration.ofMinutes(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Object> seen = new LinkedHashSet<>();
  private final Set<Object> waiting = new LinkedHashSet<>();
  private final ExecutorService thread;
  private long restsUntil = System.nanoTime();

  /** Makes a place for work whose thread is called {@code name}. */
  public Chores(String name) {
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread daemon = new Thread(work, name);
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /** Has {@code work} done if work of an equal key was offered before; does not wait for it. */
  public void offer(Object key, Runnable work) {
    if (!isToBeDone(key)) {
      return;
    }
    boolean waits = false;
    try {
      thread.execute(() -> run(key, work));
      waits = true;
    } catch (RejectedExecutionException closed) {
      LOG.trace("The backend was closed before work on {}.", key, closed);
    } finally {
      if (!waits) {
        end(key, false);
      }
    }
  }

  private boolean isToBeDone(Object key) {
    lock.lock();
    try {
      if (waiting.contains(key) || System.nanoTime() - restsUntil < 0) {
        return false;
      } else if (waiting.size() < MAX_WAITING && seen.remove(key)) {
        return waiting.add(key);
      }
      seen.add(key); // as the newest, unless it is known and too many others wait
      if (seen.size() > MAX_SEEN) {
        Iterator<Object> oldest = seen.iterator();
        oldest.next();
        oldest.remove();
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void run(Object key, Runnable work) {
    boolean failed = true;
    try {
      if (!isClosed()) {
        work.run();
      }
      failed = false;
    } catch (ClosedException closing) {
      failed = false;
      LOG.debug("The backend was closed under work on {}.", key);
    } catch (RuntimeException e) {
      LOG.warn("Work on {} was not done, and none is begun for a while.", key, e);
    } finally {
      end(key, failed);
    }
  }

  private void end(Object key, boolean failed) {
    lock.lock();
    try {
      waiting.remove(key);
      if (failed) {
        restsUntil = System.nanoTime() + REST_AFTER_FAILURE.toNanos();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells long work to end. */
  public boolean isClosed() {
    return thread.isShutdown();
  }

  /**
   * Begins nothing more, and waits a moment for work under way. It is not interrupted: some
   * databases suffer from that.
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Work is still under way while the backend is closed.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
