package dev.holdfast.backend.jdbc.hints;

import dev.holdfast.backend.jdbc.dialect.Notifications;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.support.HintDispatcher;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a connection of its own; after each gap watchers are told to read everything. */
final class Listener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private static final Duration TURN = Duration.ofMillis(200);

  /** After this time without a text the server is asked for any answer, which has as long. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Connections connections;
  private final Notifications notifications;
  private final String channel;
  private final HintText texts;
  private final HintDispatcher hints;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Thread thread;
  private boolean started;
  private boolean listening;
  private volatile boolean closed;

  Listener(
      Connections connections,
      Notifications notifications,
      String channel,
      HintText texts,
      HintDispatcher hints,
      String name) {
    this.connections = connections;
    this.notifications = notifications;
    this.channel = channel;
    this.texts = texts;
    this.hints = hints;
    this.thread = new Thread(this::run, "holdfast-" + name + "-listen");
    thread.setDaemon(true);
  }

  /** Waits until it listens. */
  void listen(Deadline deadline) {
    lock.lock();
    try {
      if (!started) {
        started = true;
        thread.start();
      }
      long left = deadline.remainingNanos();
      while (!listening && !closed) {
        if (left <= 0) {
          throw new UnavailableException(
              ErrorCode.UNAVAILABLE, "The watch was not begun: no connection listens yet.");
        }
        left = change.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          ErrorCode.INTERRUPTED, "The watch was not begun: the thread was interrupted.", e);
    } finally {
      lock.unlock();
    }
    connections.requireOpen();
  }

  private void run() {
    boolean first = true;
    while (!closed) {
      try (Connection connection = connections.own()) {
        connection.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
        notifications.listen(connection, channel);
        setListening(true);
        if (!first) {
          hints.resync();
        }
        first = false;
        hear(connection);
        notifications.stop(connection);
      } catch (SQLException | RuntimeException e) {
        // Whatever it is: without this thread, watchers would wait for nothing.
        setListening(false);
        if (!closed) {
          LOG.warn("Notifications of other instances cannot be heard for now.", e);
          pause();
        }
      }
    }
  }

  /** A connection that is dead stays as silent as one on which nothing is said. */
  private void hear(Connection connection) throws SQLException {
    long heard = System.nanoTime();
    while (!closed) {
      List<String> came = notifications.receive(connection, TURN);
      for (String text : came) {
        texts.tell(text, connection, hints);
      }
      if (!came.isEmpty()) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard >= SILENCE.toNanos()) {
        ask(connection);
        heard = System.nanoTime();
      }
    }
  }

  private static void ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private void setListening(boolean now) {
    lock.lock();
    try {
      listening = now;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = TURN.toNanos();
      while (!closed && left > 0) {
        left = change.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
