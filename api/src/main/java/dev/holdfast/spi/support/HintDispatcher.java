package dev.holdfast.spi.support;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells watchers of changes, on one named daemon thread, coalescing what waits.
 *
 * <p>Thread-safe. {@link #changed} and {@link #resync} never wait for a listener. A watch with more
 * than {@value #MAX_WAITING} cells waiting is told to resync instead. The thread starts with the
 * first watch.
 */
public final class HintDispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HintDispatcher.class);
  private static final int MAX_WAITING = 10_000;

  private final List<Registration> watches = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Runnable> ready = new LinkedBlockingQueue<>();
  private final Thread thread;
  private boolean started;
  private volatile boolean closed;

  /** Makes a dispatcher whose thread is called {@code holdfast-<name>-hints}. */
  public HintDispatcher(String name) {
    thread = new Thread(this::deliver, "holdfast-" + name + "-hints");
    thread.setDaemon(true);
  }

  /** Adds a watch. */
  public Watch watch(WatchScope scope, WatchListener listener) {
    Registration registration = new Registration(scope, listener);
    watches.add(registration);
    startOnce();
    return registration;
  }

  /** Tells whether anybody watches anything. */
  public boolean isWatched() {
    return !watches.isEmpty();
  }

  /** Tells the watches that cover {@code cell} that it changed. */
  public void changed(CellRef cell) {
    for (Registration watch : watches) {
      if (watch.scope.covers(cell)) {
        watch.add(cell);
      }
    }
  }

  /** Tells every watch that changes may have been missed. */
  public void resync() {
    watches.forEach(Registration::addResync);
  }

  /**
   * Ends all watches and the thread; idempotent. A listener at work is not interrupted: it may be
   * reading, and some databases suffer from that.
   */
  @Override
  public void close() {
    closed = true;
    watches.clear();
    ready.add(() -> {}); // Wakes the thread.
  }

  private synchronized void startOnce() {
    if (!started && !closed) {
      started = true;
      thread.start();
    }
  }

  private void deliver() {
    while (!closed) {
      try {
        ready.take().run();
      } catch (InterruptedException e) {
        // A listener that interrupts itself changes nothing.
      }
    }
  }

  private final class Registration implements Watch {

    private final WatchScope scope;
    private final WatchListener listener;
    private Set<CellRef> waiting = new LinkedHashSet<>();
    private boolean resync;
    private boolean queued;
    private volatile boolean ended;

    Registration(WatchScope scope, WatchListener listener) {
      this.scope = scope;
      this.listener = listener;
    }

    synchronized void add(CellRef cell) {
      if (!resync) {
        waiting.add(cell);
      }
      if (waiting.size() > MAX_WAITING) {
        addResync();
      }
      queueOnce();
    }

    synchronized void addResync() {
      resync = true;
      waiting.clear();
      queueOnce();
    }

    private void queueOnce() {
      if (!queued) {
        queued = true;
        ready.add(this::deliver);
      }
    }

    void deliver() {
      Set<CellRef> cells;
      boolean all;
      synchronized (this) {
        cells = waiting;
        all = resync;
        waiting = new LinkedHashSet<>();
        resync = false;
        queued = false;
      }
      if (all) {
        call(listener::resync);
      }
      for (CellRef cell : cells) {
        call(() -> listener.changed(cell));
      }
    }

    private void call(Runnable hint) {
      if (ended || closed) {
        return;
      }
      try {
        hint.run();
      } catch (RuntimeException | Error e) {
        // An Error too: one listener must not end the thread that serves all.
        LOG.warn("A watch listener for {} threw; it goes on with the next hint.", scope, e);
      }
    }

    @Override
    public void close() {
      ended = true;
      watches.remove(this);
    }
  }
}
