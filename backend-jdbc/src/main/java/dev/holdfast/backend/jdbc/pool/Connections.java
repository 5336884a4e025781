package dev.holdfast.backend.jdbc.pool;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of connections, each waited for no longer than the deadline of who wants it.
 *
 * <p>Thread-safe.
 */
public final class Connections implements AutoCloseable {

  private static final Duration LAST_CALLS = Duration.ofSeconds(5);

  private final ConnectionSource source;
  private final Runnable closing;
  private final Dialect dialect;
  private final SqlErrors errors;
  private final Gate pool;
  private final @Nullable Gate writers;
  private final AtomicBoolean refusing;
  private final AtomicBoolean closed;

  /** Takes at most {@code size} connections from {@code source}; {@code closing} ends it. */
  public Connections(
      DataSource source, Runnable closing, Dialect dialect, SqlErrors errors, int size) {
    this(within -> borrow(source, dialect), closing, dialect, errors, size);
  }

  /** Takes connections from {@code source} in the time that each call has left. */
  Connections(
      ConnectionSource source, Runnable closing, Dialect dialect, SqlErrors errors, int size) {
    this.source = source;
    this.closing = closing;
    this.dialect = dialect;
    this.errors = errors;
    this.pool = Gate.ofConnections(size);
    this.writers = null;
    this.refusing = new AtomicBoolean();
    this.closed = new AtomicBoolean();
  }

  private static Connection borrow(DataSource source, Dialect dialect) throws SQLException {
    Connection connection = source.getConnection();
    try {
      dialect.borrowed(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Connections(Connections all, Gate writers) {
    this.source = all.source;
    this.closing = all.closing;
    this.dialect = all.dialect;
    this.errors = all.errors;
    this.pool = all.pool;
    this.writers = writers;
    this.refusing = all.refusing;
    this.closed = all.closed;
  }

  /**
   * Returns these connections for writing: one is used at a time, in the whole process, by all who
   * name the same {@code database}.
   */
  public Connections oneWriterOf(String database) {
    return new Connections(this, Gate.ofWriters(database));
  }

  /** Tells whether one of these connections is used at a time: while it is, nobody else writes. */
  public boolean takesTurns() {
    return writers != null;
  }

  /** Returns what turns the exceptions of these connections into Holdfast's. */
  public SqlErrors errors() {
    return errors;
  }

  /**
   * Does something that may be repeated, and repeats it while that can help.
   *
   * @throws UnavailableException if it cannot be done in time
   * @throws ClosedException after {@link #finish}
   */
  public <T> T repeatable(String what, Deadline deadline, SqlWork<T> work) {
    Attempts attempts = new Attempts(errors, what, deadline);
    while (true) {
      try {
        return once(what, deadline, work);
      } catch (SQLException e) {
        requireOpen();
        attempts.failed(e);
      }
    }
  }

  /**
   * Does something once.
   *
   * @throws UnavailableException if no connection was free in time, or the thread was interrupted
   * @throws ClosedException after {@link #finish}
   */
  public <T> T once(String what, Deadline deadline, SqlWork<T> work) throws SQLException {
    requireOpen();
    Gate turn = writers;
    if (turn == null) {
      return inPool(what, deadline, work, refusing);
    }
    turn.enter(what, deadline);
    try {
      return inPool(what, deadline, work, refusing);
    } finally {
      turn.leave();
    }
  }

  /**
   * Does something once that has to follow the last call: also after {@link #finish}.
   *
   * @throws UnavailableException if no connection was free in time, or the thread was interrupted
   * @throws ClosedException after {@link #close}
   */
  public <T> T untilClosed(String what, Deadline deadline, SqlWork<T> work) throws SQLException {
    return inPool(what, deadline, work, closed);
  }

  private <T> T inPool(String what, Deadline deadline, SqlWork<T> work, AtomicBoolean over)
      throws SQLException {
    pool.enter(what, deadline);
    try {
      require(over);
      try (Connection connection = source.connection(deadline)) {
        return limited(connection, deadline, work);
      }
    } finally {
      pool.leave();
    }
  }

  /** Waits for answers until the deadline; whose connection it is may be more patient. */
  private <T> T limited(Connection connection, Deadline deadline, SqlWork<T> work)
      throws SQLException {
    if (!dialect.isRemote() || deadline == Deadline.NEVER) {
      return work.on(connection);
    }
    int before = connection.getNetworkTimeout();
    long millis = Math.max(1, deadline.remaining().toMillis());
    connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, millis));
    try {
      return work.on(connection);
    } finally {
      restore(connection, before);
    }
  }

  private static void restore(Connection connection, int before) {
    try {
      connection.setNetworkTimeout(Runnable::run, before);
    } catch (SQLException e) {
      // It broke, so nobody will wait for its answers; what counts is what the work met.
    }
  }

  /** Opens a connection that its taker closes, besides those that are counted here. */
  public Connection own() throws SQLException {
    require(closed);
    return source.connection(Deadline.NEVER);
  }

  /**
   * Refuses work once closed.
   *
   * @throws ClosedException after {@link #finish}
   */
  public void requireOpen() {
    require(refusing);
  }

  private void require(AtomicBoolean over) {
    if (over.get()) {
      throw new ClosedException("The " + dialect.name() + " backend is closed.");
    }
  }

  /** Refuses calls and lets those under way end, for a few seconds; idempotent. */
  public void finish() {
    if (!refusing.compareAndSet(false, true)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      pool.awaitEmpty(LAST_CALLS);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets calls under way finish, for a few seconds; then ends all connections; idempotent. */
  @Override
  public void close() {
    finish();
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean interrupted = Thread.interrupted(); // Some databases suffer from it.
    try {
      closing.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
