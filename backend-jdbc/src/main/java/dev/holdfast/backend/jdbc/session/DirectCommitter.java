package dev.holdfast.backend.jdbc.session;

import static java.util.Objects.requireNonNull;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.CellChange;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Failure;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.known.KnownCells;
import dev.holdfast.backend.jdbc.pool.Attempts;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives each commit a connection and a transaction of its own.
 *
 * <p>Where the database can write a change in one statement, the commit is first judged on what was
 * last seen of the cell, and written on the condition that the cell still is as it was seen.
 * Whatever does not come out of that as a change that was written is judged anew, on the locked
 * cell.
 */
public final class DirectCommitter implements Committer {

  private static final String WHAT = "The commit";

  private final Connections connections;
  private final Dialect dialect;
  private final Tables tables;
  private final Collections collections;
  private final KnownCells known;
  private final CommitListener listener;
  private final CommitStep step;

  /** Commits through {@code connections} and tells {@code listener}. */
  public DirectCommitter(
      Connections connections,
      Dialect dialect,
      Tables tables,
      Collections collections,
      KnownCells known,
      CommitListener listener,
      InstantSource clock,
      Limits limits) {
    this.connections = connections;
    this.dialect = dialect;
    this.tables = tables;
    this.collections = collections;
    this.known = known;
    this.listener = listener;
    this.step = new CommitStep(dialect, tables, clock, limits);
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    long collection = collections.findOrAdd(cell.collection(), deadline);
    Attempts attempts = new Attempts(connections.errors(), WHAT, deadline);
    CommitResult quick = dialect.writesAlone() ? guess(collection, cell, commit, deadline) : null;
    while (quick == null) {
      Attempt attempt = new Attempt(collection, cell, commit);
      try {
        quick = connections.once(WHAT, deadline, attempt::locked);
      } catch (SQLException e) {
        attempt.refuseIfSent(e);
        connections.requireOpen();
        attempts.failed(e);
      }
    }
    return quick;
  }

  private @Nullable CommitResult guess(
      long collection, CellRef cell, Commit commit, Deadline deadline) {
    CommitStep.Judged judged = step.guessed(known.get(cell), collection, cell, commit);
    CellChange change = judged == null ? null : judged.change();
    if (judged == null || change == null || !dialect.canWriteAlone(change)) {
      return null;
    }
    Attempt attempt = new Attempt(collection, cell, commit);
    try {
      return connections
          .once(WHAT, deadline, connection -> attempt.alone(connection, judged, change))
          .orElse(null);
    } catch (SQLException e) {
      attempt.refuseIfSent(e);
      return null;
    }
  }

  /** One try at a commit. */
  private final class Attempt {

    private final long collection;
    private final CellRef cell;
    private final Commit commit;
    private boolean sent;

    Attempt(long collection, CellRef cell, Commit commit) {
      this.collection = collection;
      this.cell = cell;
      this.commit = commit;
    }

    CommitResult locked(Connection connection) throws SQLException {
      dialect.begin(connection);
      try {
        CommitStep.Judged judged = step.locked(connection, collection, cell, commit);
        CellChange change = judged.change();
        if (change == null) {
          dialect.rollback(connection);
          return judged.result();
        }
        sent = true;
        if (!dialect.writeAndCommit(connection, tables, change)) {
          sent = false;
          throw new SQLException("Another writer was first.", "40001");
        }
        return done(judged);
      } catch (SQLException | RuntimeException | Error e) {
        known.put(cell, null);
        dialect.rollback(connection, e);
        throw e;
      }
    }

    Optional<CommitResult> alone(Connection connection, CommitStep.Judged judged, CellChange change)
        throws SQLException {
      sent = true;
      if (dialect.writeAlone(connection, tables, change)) {
        return Optional.of(done(judged));
      }
      known.put(cell, null);
      return Optional.empty();
    }

    private CommitResult done(CommitStep.Judged judged) {
      StoredCell after = requireNonNull(judged.after());
      known.put(cell, after);
      listener.committed(cell, after);
      return judged.result();
    }

    /** A database that refuses has not applied; one that falls silent may have. */
    void refuseIfSent(SQLException e) {
      if (sent && connections.errors().failure(e) == Failure.LOST) {
        known.put(cell, null);
        throw connections.errors().unknown("The commit on \"" + cell + "\"", e);
      }
    }
  }
}
