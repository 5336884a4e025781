package dev.holdfast.backend.jdbc.hints;

import static java.util.Objects.requireNonNull;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.support.HintDispatcher;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database at intervals which cells were touched.
 *
 * <p>A commit shows later than the moment that its row tells, by as long as it takes to commit. So
 * each time looks back a little, every few seconds far, and what was told before is left out.
 */
public final class PolledHints implements HintSource {

  private static final Logger LOG = LoggerFactory.getLogger(PolledHints.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long SHORT_LOOK_BACK = 2_000;
  private static final long FAR_LOOK_BACK = 120_000;
  private static final long FAR_INTERVAL = 5_000;
  private static final int MAX_CELLS = 10_000;
  private static final int MAX_TOLD = 40_000;

  private final Connections connections;
  private final Collections collections;
  private final HintDispatcher hints;
  private final Duration interval;
  private final String now;
  private final String touched;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition watched = lock.newCondition();
  private final Map<Long, Long> told = new LinkedHashMap<>();
  private final Thread thread;
  private boolean active;
  private boolean closed;
  private long since;
  private long lastFar;

  /** Asks through {@code connections} and tells {@code hints}. */
  public PolledHints(
      Connections connections,
      Dialect dialect,
      Tables tables,
      Collections collections,
      HintDispatcher hints,
      Duration interval,
      String name) {
    this.connections = connections;
    this.collections = collections;
    this.hints = hints;
    this.interval = interval;
    this.now = "SELECT " + dialect.clock();
    this.touched =
        "SELECT num, stamp, collection, id FROM %s WHERE touched >= ? ORDER BY touched DESC LIMIT %d"
            .formatted(tables.cell(), MAX_CELLS);
    this.thread = new Thread(this::run, "holdfast-" + name + "-poll");
    thread.setDaemon(true);
  }

  @Override
  public void committed(CellRef cell, StoredCell after) {
    lock.lock();
    try {
      if (active) {
        isNews(after.num(), after.stamp());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Remembers that a cell's stamp was told of; false if it was before. */
  private boolean isNews(long num, long stamp) {
    Long before = told.remove(num);
    told.put(num, stamp);
    if (told.size() > MAX_TOLD) {
      told.remove(told.keySet().iterator().next());
    }
    return before == null || before != stamp;
  }

  @Override
  public void listen(Deadline deadline) {
    long start = connections.repeatable("The watch", deadline, this::now);
    lock.lock();
    try {
      if (!active && !closed) {
        active = true;
        since = start;
        lastFar = start;
        if (thread.getState() == Thread.State.NEW) {
          thread.start();
        }
        watched.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private long now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(now)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void run() {
    boolean failed = false;
    try {
      while (awaitTurn()) {
        failed = poll(failed);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitTurn() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = interval.toNanos();
      while (!closed && left > 0) {
        left = watched.awaitNanos(left);
      }
      active = active && hints.isWatched();
      while (!closed && !active) {
        watched.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it failed, so that the next time watchers are told to read everything. */
  private boolean poll(boolean failedBefore) {
    try {
      connections.repeatable("Asking for changes", Deadline.after(PATIENCE), this::poll);
      if (failedBefore) {
        hints.resync();
      }
      return false;
    } catch (ClosedException closing) {
      return true;
    } catch (HoldfastException e) {
      if (!failedBefore) {
        LOG.warn("Changes cannot be asked for; watchers will read everything once they can.", e);
      }
      return true;
    }
  }

  private boolean poll(Connection connection) throws SQLException {
    long at = now(connection);
    boolean far = Math.abs(at - lastFar) >= FAR_INTERVAL; // a clock that was set back is far, too
    int found = 0;
    try (PreparedStatement statement = connection.prepareStatement(touched)) {
      statement.setLong(1, since - (far ? FAR_LOOK_BACK : SHORT_LOOK_BACK));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found++;
          tell(connection, row);
        }
      }
    }
    if (found == MAX_CELLS) {
      hints.resync();
    }
    since = at;
    lastFar = far ? at : lastFar;
    return true;
  }

  /** Notes nothing as told before its collection was found, which may take another try. */
  private void tell(Connection connection, ResultSet row) throws SQLException {
    CollectionRef collection = collections.named(connection, row.getLong(3));
    boolean news;
    lock.lock();
    try {
      news = collection != null && isNews(row.getLong(1), row.getLong(2));
    } finally {
      lock.unlock();
    }
    if (news) {
      hints.changed(requireNonNull(collection).cell(Bytes.wrap(row.getBytes(4)).toUtf8()));
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      watched.signalAll();
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
