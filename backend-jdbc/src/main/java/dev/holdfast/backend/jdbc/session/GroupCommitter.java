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
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Applies the commits that wait in one transaction, for databases where one connection at a time
 * writes: whoever has the turn takes along all others.
 */
public final class GroupCommitter implements Committer {

  private static final String WHAT = "The commit";
  private static final int MAX_GROUP = 256;

  private final Connections writing;
  private final Dialect dialect;
  private final Tables tables;
  private final Collections collections;
  private final KnownCells known;
  private final CommitListener listener;
  private final CommitStep step;
  private final Queue<WaitingCommit> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  /** Commits through the one connection of {@code writing} and tells {@code listener}. */
  public GroupCommitter(
      Connections writing,
      Dialect dialect,
      Tables tables,
      Collections collections,
      KnownCells known,
      CommitListener listener,
      InstantSource clock,
      Limits limits) {
    this.writing = writing;
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
    writing.requireOpen();
    WaitingCommit mine = new WaitingCommit(collection, cell, commit, deadline);
    queue.add(mine);
    await(mine, deadline);
    return mine.outcome();
  }

  private void await(WaitingCommit mine, Deadline deadline) {
    while (!mine.isDone()) {
      if (Thread.currentThread().isInterrupted()) {
        giveUp(mine, ErrorCode.INTERRUPTED, "the thread was interrupted");
      } else if (turn.tryLock()) {
        leadInTurn(mine, deadline);
      } else if (deadline.remainingNanos() <= 0) {
        giveUp(mine, ErrorCode.DEADLINE_EXCEEDED, "its time was up while others were written");
      } else {
        mine.park();
      }
    }
  }

  private void leadInTurn(WaitingCommit mine, Deadline deadline) {
    try {
      if (!mine.isDone()) {
        lead(deadline);
      }
    } finally {
      turn.unlock();
      wakeNext();
    }
  }

  /** Has one of those that wait take the turn: whoever came while it was taken sleeps by now. */
  private void wakeNext() {
    for (WaitingCommit next : queue) {
      if (next.isWaiting()) { // one that is taken back has nobody left to wake
        next.wake();
        return;
      }
    }
  }

  /** Ends the wait with an error, unless the commit is done meanwhile or waits once more. */
  private void giveUp(WaitingCommit mine, ErrorCode code, String reason) {
    if (mine.cancel()) {
      queue.remove(mine);
      wakeNext(); // it may have been woken to take the turn
      throw new UnavailableException(code, WHAT + " was not begun: " + reason + ".");
    }
    if (mine.abandon()) {
      throw new OutcomeUnknownException(
          ErrorCode.OUTCOME_UNKNOWN,
          "The commit on \"%s\" was being written when %s.".formatted(mine.cell(), reason));
    }
  }

  private void lead(Deadline deadline) {
    List<WaitingCommit> group = new ArrayList<>();
    WaitingCommit next;
    while (group.size() < MAX_GROUP && (next = queue.poll()) != null) {
      if (next.claim()) {
        group.add(next);
      }
    }
    if (!group.isEmpty() && write(group, deadline)) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes a group until it is done with, and returns whether an interrupt came. */
  private boolean write(List<WaitingCommit> group, Deadline deadline) {
    // An interrupt concerns one commit of the group: it waits until all are written.
    boolean interrupted = Thread.interrupted();
    Attempts attempts = new Attempts(writing.errors(), WHAT, deadline);
    while (!write(new Group(group), attempts, deadline)) {
      interrupted |= Thread.interrupted();
    }
    return interrupted;
  }

  /** Returns whether the group is done with; if not, it is written once more. */
  private boolean write(Group attempt, Attempts attempts, Deadline deadline) {
    try {
      writing.once(WHAT, deadline, attempt::write);
      attempt.commits.forEach(WaitingCommit::finish);
      return true;
    } catch (SQLException e) {
      return failed(attempt, attempts, deadline, e);
    } catch (RuntimeException e) {
      return failed(attempt, e, isDeadline(e));
    } catch (Error e) {
      String happened = "%s was being written when %s came.".formatted(WHAT, e);
      attempt.commits.forEach(
          commit ->
              commit.fail(new OutcomeUnknownException(ErrorCode.OUTCOME_UNKNOWN, happened, e)));
      throw e;
    }
  }

  private boolean failed(Group attempt, Attempts attempts, Deadline deadline, SQLException e) {
    Failure kind = writing.errors().failure(e);
    try {
      if (attempt.sent && kind == Failure.LOST) {
        throw writing.errors().unknown(WHAT, e);
      }
      writing.requireOpen();
      if (attempt.commits.size() > 1 && kind != Failure.LOST && kind != Failure.RETRY) {
        writeApart(attempt.commits, deadline);
        return true;
      }
      attempts.failed(e);
      return false;
    } catch (HoldfastException failure) {
      return failed(attempt, failure, kind == Failure.RETRY);
    }
  }

  /** What the database refuses may be one of them, and the others are not to suffer for it. */
  private void writeApart(List<WaitingCommit> group, Deadline deadline) {
    boolean interrupted = false;
    for (WaitingCommit commit : group) {
      interrupted |= write(List.of(commit), deadline);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isDeadline(RuntimeException failure) {
    return failure instanceof UnavailableException e && e.code() == ErrorCode.DEADLINE_EXCEEDED;
  }

  /** Ends the group; where it was {@code late} for its leader, those go on that have time. */
  private boolean failed(Group attempt, RuntimeException failure, boolean late) {
    if (failure instanceof UnavailableException e && e.code() == ErrorCode.INTERRUPTED) {
      return false;
    }
    for (WaitingCommit commit : attempt.commits) {
      if (late && commit.hasTime()) {
        queue.add(commit); // nobody polls it while this thread has the turn
        if (!commit.release()) {
          queue.remove(commit);
        }
      } else {
        commit.fail(failure);
      }
    }
    return true;
  }

  /** One try at a group of commits. */
  private final class Group {

    private final List<WaitingCommit> commits;
    private boolean sent;

    Group(List<WaitingCommit> commits) {
      this.commits = commits;
    }

    boolean write(Connection connection) throws SQLException {
      dialect.begin(connection);
      try {
        for (WaitingCommit commit : commits) {
          write(connection, commit);
        }
        sent = true;
        dialect.commit(connection);
      } catch (SQLException | RuntimeException | Error e) {
        commits.forEach(commit -> known.put(commit.cell(), null));
        dialect.rollback(connection, e);
        throw e;
      }
      commits.forEach(this::tell);
      return true;
    }

    /** A commit that is refused has written nothing, and the others go on. */
    private void write(Connection connection, WaitingCommit waiting) throws SQLException {
      CellRef cell = waiting.cell();
      try {
        CommitStep.Judged guessed =
            step.guessed(known.get(cell), waiting.collection(), cell, waiting.commit());
        if (guessed != null && written(connection, guessed)) {
          waiting.judged(guessed);
          return;
        }
        CommitStep.Judged judged =
            step.locked(connection, waiting.collection(), cell, waiting.commit());
        if (!written(connection, judged)) {
          throw new SQLException("A locked cell was changed by another.", "40001");
        }
        waiting.judged(judged);
      } catch (HoldfastException refused) {
        waiting.refused(refused);
      }
    }

    /** Returns false, with nothing written, if the cell is not as it was when it was judged. */
    private boolean written(Connection connection, CommitStep.Judged judged) throws SQLException {
      CellChange change = judged.change();
      return change == null || dialect.write(connection, tables, change);
    }

    private void tell(WaitingCommit commit) {
      StoredCell after = commit.after();
      if (after != null) {
        known.put(commit.cell(), requireNonNull(after));
        listener.committed(commit.cell(), after);
      }
    }
  }
}
