package dev.holdfast.backend.jdbc.hints;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.Notifications;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.support.HintDispatcher;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a notification after commits, many cells in one statement, and listens to those of others.
 *
 * <p>What could not be sent is made good by a notification that tells all to read everything.
 */
public final class PushedHints implements HintSource {

  private static final Logger LOG = LoggerFactory.getLogger(PushedHints.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What comes within this time after a notification goes into the next one. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int MAX_TEXTS = 500;
  private static final int MAX_WAITING = 20_000;

  private final Connections connections;
  private final Notifications notifications;
  private final String channel;
  private final HintText texts;
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Condition closing = lock.newCondition();
  private final Thread sender;
  private Set<String> waiting = new LinkedHashSet<>();
  private boolean lost;
  private boolean closed;
  private boolean ended;

  /** Sends and listens through {@code connections}, and tells {@code hints}. */
  public PushedHints(
      Connections connections,
      Notifications notifications,
      Tables tables,
      Collections collections,
      HintDispatcher hints,
      String name) {
    this.connections = connections;
    this.notifications = notifications;
    this.channel = tables.prefix() + "hints";
    this.texts = new HintText(UUID.randomUUID(), collections);
    this.listener = new Listener(connections, notifications, channel, texts, hints, name);
    this.sender = new Thread(this::send, "holdfast-" + name + "-notify");
    sender.setDaemon(true);
    sender.start();
  }

  @Override
  public void committed(CellRef cell, StoredCell after) {
    String text = texts.of(cell);
    lock.lock();
    try {
      if (waiting.size() >= MAX_WAITING) {
        waiting.clear();
        lost = true;
      }
      if (waiting.isEmpty()) {
        change.signal(); // Once for all that wait: a commit wakes nobody who pauses.
      }
      if (!lost) {
        waiting.add(text);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void listen(Deadline deadline) {
    connections.requireOpen();
    listener.listen(deadline);
  }

  private void send() {
    try {
      List<String> next = take();
      while (!next.isEmpty()) {
        pause(send(next) ? PAUSE_NANOS : PAUSE_AFTER_FAILURE_NANOS);
        next = take();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what to send next; empty once closed and all is sent. */
  private List<String> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && waiting.isEmpty() && !lost) {
        change.await();
      }
      if (ended) {
        return List.of();
      }
      if (lost) {
        waiting.clear();
        lost = false;
        ended = closed; // After that there is no time for another try.
        return List.of(texts.everything());
      }
      List<String> next = new ArrayList<>(Math.min(MAX_TEXTS, waiting.size()));
      if (waiting.size() <= MAX_TEXTS) {
        next.addAll(waiting);
        waiting = new LinkedHashSet<>();
      } else {
        var all = waiting.iterator();
        while (next.size() < MAX_TEXTS) {
          next.add(all.next());
          all.remove();
        }
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void pause(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = closing.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean send(List<String> next) {
    try {
      connections.untilClosed(
          "The notification",
          Deadline.after(PATIENCE),
          connection -> {
            notifications.send(connection, channel, next);
            return true;
          });
      return true;
    } catch (SQLException | HoldfastException e) {
      lock.lock();
      try {
        lost = true;
        if (!closed) {
          LOG.warn("Other instances cannot be told of changes; they will read everything.", e);
        }
      } finally {
        lock.unlock();
      }
      return false;
    }
  }

  /** Sends what waits, and stops listening. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      change.signalAll();
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    listener.close();
    try {
      sender.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
