package dev.holdfast.backend.jdbc.session;

import static java.util.Objects.requireNonNull;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A commit on its way through a group: it waits, is claimed by who writes, and is done. */
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
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private CommitStep.@Nullable Judged judged;
  private @Nullable RuntimeException refusal;

  WaitingCommit(long collection, CellRef cell, Commit commit) {
    this.collection = collection;
    this.cell = cell;
    this.commit = commit;
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

  /** Takes it back; false if somebody writes it already. */
  boolean cancel() {
    return stage.compareAndSet(Stage.WAITING, Stage.CANCELLED);
  }

  /** Takes it on; false if it was taken back. */
  boolean claim() {
    return stage.compareAndSet(Stage.WAITING, Stage.CLAIMED);
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

  /** Ends it as it was judged. */
  void finish() {
    stage.set(Stage.DONE);
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
