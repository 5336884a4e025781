package dev.holdfast.backend.jdbc.sweep;

import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.error.ClosedException;
import dev.holdfast.spi.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties dropped logs and maps, and forgets deleted cells once their floors need not be kept.
 *
 * <p>Every step is small, may be repeated, and may be taken by several nodes at once.
 */
public final class Sweeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private static final int STEP_ROWS = 1_000;
  private static final int STEP_PARTS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Connections writing;
  private final Tables tables;
  private final InstantSource clock;
  private final Duration tombstoneRetention;
  private final ScheduledExecutorService schedule;

  private record Garbage(long cell, long incarnation, long due) {}

  /** Sweeps through {@code writing} once it was started. */
  public Sweeper(
      Connections writing,
      Tables tables,
      InstantSource clock,
      Duration tombstoneRetention,
      String name) {
    this.writing = writing;
    this.tables = tables;
    this.clock = clock;
    this.tombstoneRetention = tombstoneRetention;
    this.schedule =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "holdfast-" + name + "-sweep");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to sweep at intervals; nodes that start together do so at different moments. */
  public void start(Duration interval) {
    long nanos = interval.toNanos();
    Future<?> untilClosed =
        schedule.scheduleWithFixedDelay(
            this::run,
            ThreadLocalRandom.current().nextLong(nanos) + 1,
            nanos,
            TimeUnit.NANOSECONDS);
    LOG.debug("What was dropped is reclaimed every {}: {}", interval, untilClosed);
  }

  private void run() {
    try {
      while (step() && !schedule.isShutdown()) {
        Thread.onSpinWait();
      }
    } catch (ClosedException closing) {
      LOG.debug("The backend was closed while it was swept.");
    } catch (RuntimeException e) {
      // Whatever it is: the next turn has to come.
      LOG.warn("What was dropped cannot be reclaimed now; it will be tried again.", e);
    }
  }

  /** Takes one step; returns whether there is more to do. */
  public boolean step() {
    return writing.repeatable("Reclaiming space", Deadline.after(PATIENCE), this::step);
  }

  private boolean step(Connection connection) throws SQLException {
    try {
      Handle handle = Jdbi.open(connection);
      List<Garbage> due =
          handle
              .createQuery(
                  "SELECT cell, incarnation, due FROM %s WHERE due <= :now ORDER BY due LIMIT %d"
                      .formatted(tables.garbage(), STEP_PARTS))
              .bind("now", clock.millis())
              .map((row, context) -> new Garbage(row.getLong(1), row.getLong(2), row.getLong(3)))
              .list();
      for (Garbage garbage : due) {
        if (!reclaim(handle, garbage)) {
          return true;
        }
        execute(
            handle,
            "DELETE FROM " + tables.garbage() + " WHERE cell = ? AND incarnation = ? AND due = ?",
            garbage.cell(),
            garbage.incarnation(),
            garbage.due());
      }
      return due.size() == STEP_PARTS;
    } catch (JdbiException e) {
      throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
    }
  }

  /** Returns whether nothing of it is left. */
  private boolean reclaim(Handle handle, Garbage garbage) {
    if (garbage.incarnation() == 0) {
      forget(handle, garbage.cell());
      return true;
    }
    return empty(handle, tables.entry(), "position", garbage)
        && empty(handle, tables.row(), "row_key", garbage);
  }

  /**
   * A cell that was written since its deletion is left alone: its next deletion is noted anew. One
   * that is gone already was forgotten by a process that did not get any further.
   */
  private void forget(Handle handle, long cell) {
    execute(
        handle,
        "DELETE FROM " + tables.cell() + " WHERE num = ? AND listed = 0 AND updated_at <= ?",
        cell,
        clock.millis() - tombstoneRetention.toMillis());
    execute(
        handle,
        "DELETE FROM %s WHERE cell = ? AND NOT EXISTS (SELECT 1 FROM %s WHERE num = ?)"
            .formatted(tables.writer(), tables.cell()),
        cell,
        cell);
  }

  private boolean empty(Handle handle, String table, String key, Garbage garbage) {
    String inside = " FROM " + table + " WHERE cell = ? AND incarnation = ?";
    byte[] last =
        handle
            .createQuery(
                "SELECT "
                    + key
                    + inside
                    + Tables.inOrder(key, false)
                    + " LIMIT 1 OFFSET "
                    + STEP_ROWS)
            .bind(0, garbage.cell())
            .bind(1, garbage.incarnation())
            .map((row, context) -> row.getBytes(1))
            .findFirst()
            .orElse(null);
    if (last == null) {
      execute(handle, "DELETE" + inside, garbage.cell(), garbage.incarnation());
      return true;
    }
    execute(
        handle,
        "DELETE" + inside + " AND " + key + " < ?",
        garbage.cell(),
        garbage.incarnation(),
        last);
    return false;
  }

  private static int execute(Handle handle, String sql, Object... arguments) {
    return handle.execute(sql, arguments);
  }

  /**
   * Stops, and waits a moment for a step under way. It is not interrupted: H2 would close its file,
   * which the application may have open too.
   */
  @Override
  public void close() {
    schedule.shutdown();
    try {
      schedule.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
