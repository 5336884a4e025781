package dev.holdfast.backend.jdbc.session;

import static java.util.Objects.requireNonNull;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A commit on its way through a group: it waits, is claimed by who writes, and is done.
 *
 * <p>Belongs to the thread that makes it, which sleeps until another one wakes it.
 */
final class WaitingCommit {

  private enum Stage {
    WAITING,
    CLAIMED,
    CANCELLED,
    DONE
  }

  private final long collection;
  private final CellRef cell;
  private final Commit commit;
  private final Deadline deadline;
  private final Thread owner = Thread.currentThread();
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private CommitStep.@Nullable Judged judged;
  private @Nullable RuntimeException refusal;

  WaitingCommit(long collection, CellRef cell, Commit commit, Deadline deadline) {
    this.collection = collection;
    this.cell = cell;
    this.commit = commit;
    this.deadline = deadline;
  }

  long collection() {
    return collection;
  }

  CellRef cell() {
    return cell;
  }

  Commit commit() {
    return commit;
  }

  boolean hasTime() {
    return deadline.remainingNanos() > 0;
  }

  /** Sleeps until {@link #wake}, the deadline or an interrupt, or for no reason. */
  void park() {
    LockSupport.parkNanos(this, deadline.remainingNanos());
  }

  void wake() {
    LockSupport.unpark(owner);
  }

  /** Takes it back; false if somebody writes it already. */
  boolean cancel() {
    return stage.compareAndSet(Stage.WAITING, Stage.CANCELLED);
  }

  /** Takes it on; false if it was taken back. */
  boolean claim() {
    return stage.compareAndSet(Stage.WAITING, Stage.CLAIMED);
  }

  /** Tells whether nobody writes it, and its owner still wants it written. */
  boolean isWaiting() {
    return stage.get() == Stage.WAITING;
  }

  /** Has it wait again, as nobody writes it; false if it was abandoned. */
  boolean release() {
    return stage.compareAndSet(Stage.CLAIMED, Stage.WAITING);
  }

  /** Leaves it to who writes it, without waiting for the end; false if nobody does. */
  boolean abandon() {
    return stage.compareAndSet(Stage.CLAIMED, Stage.CANCELLED);
  }

  boolean isDone() {
    return stage.get() == Stage.DONE;
  }

  void judged(CommitStep.Judged result) {
    judged = result;
    refusal = null;
  }

  void refused(RuntimeException reason) {
    judged = null;
    refusal = reason;
  }

  @Nullable StoredCell after() {
    return judged == null ? null : judged.after();
  }

  /** Ends it as it was judged, and wakes who waits for it. */
  void finish() {
    stage.set(Stage.DONE);
    if (Thread.currentThread() != owner) {
      wake();
    }
  }

  /** Ends it with the failure of the whole group. */
  void fail(RuntimeException failure) {
    refused(failure);
    finish();
  }

  /** Returns what it came to, once it is done. */
  CommitResult outcome() {
    if (refusal != null) {
      throw refusal;
    }
    return requireNonNull(judged).result();
  }
}
