package dev.holdfast.backend.memory;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.support.CommitEvaluator;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A cell: its newest state, which anybody may read, and what its writers need.
 *
 * <p>All methods but {@link #state}, {@link #ref} and {@link #lock} are for the holder of the lock.
 */
final class Cell {

  private static final AtomicReferenceFieldUpdater<Cell, CellState> STATE =
      AtomicReferenceFieldUpdater.newUpdater(Cell.class, CellState.class, "state");

  private final CellRef ref;
  private final CellIndex index;
  private final ReentrantLock lock = new ReentrantLock();
  private final Writers writers = new Writers();
  private volatile CellState state = CellState.UNKNOWN; // written through STATE
  private boolean forgotten;

  Cell(CellRef ref, CellIndex index) {
    this.ref = ref;
    this.index = index;
  }

  CellRef ref() {
    return ref;
  }

  CellState state() {
    return state;
  }

  ReentrantLock lock() {
    return lock;
  }

  /** Tells whether the store has dropped this object, so that a commit must fetch the new one. */
  boolean isForgotten() {
    return forgotten;
  }

  void forget() {
    forgotten = true;
  }

  CommitResult commit(Commit commit, CommitEvaluator rules) {
    CellState before = state;
    MemorySession session = new MemorySession(before, writers);
    CommitResult result = rules.evaluate(ref, session, commit);
    if (session.cell().sequence() != before.sequence()) {
      publish(before, session.next(result));
    }
    return result;
  }

  /**
   * Shows readers the next state; a cell is in the index whenever it shows as live.
   *
   * <p>The write is ordered, and visible at the latest when the holder gives the lock back: before
   * the commit returns.
   */
  private void publish(CellState before, CellState after) {
    if (after.isLive() && !before.isLive()) {
      index.add(this);
    }
    index.resize(this, before, after);
    STATE.lazySet(this, after);
    if (before.isLive() && !after.isLive()) {
      index.remove(this);
    }
  }
}
