package dev.holdfast.backend.memory;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.support.CommitEvaluator;
import dev.holdfast.spi.support.HintDispatcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The cells of one store, which several instances may share. Thread-safe. */
final class CellStore {

  private final ConcurrentMap<CellRef, Cell> cells = new ConcurrentHashMap<>();
  private final ConcurrentMap<CollectionRef, CellIndex> collections = new ConcurrentHashMap<>();
  private final Tombstones tombstones = new Tombstones();
  private final List<HintDispatcher> dispatchers = new CopyOnWriteArrayList<>();

  void addHints(HintDispatcher hints) {
    dispatchers.add(hints);
  }

  void removeHints(HintDispatcher hints) {
    dispatchers.remove(hints);
  }

  /** Returns the newest state of a cell, without waiting. */
  CellState state(CellRef ref) {
    Cell cell = cells.get(ref);
    return cell == null ? CellState.UNKNOWN : cell.state();
  }

  CommitResult commit(CellRef ref, Commit commit, CommitEvaluator rules, Deadline deadline) {
    Cell cell = lock(ref, deadline);
    boolean changed;
    CommitResult result;
    try {
      long before = cell.state().sequence();
      result = cell.commit(commit, rules);
      changed = cell.state().sequence() != before;
      if (changed && !cell.state().isLive()) {
        tombstones.add(cell);
      }
    } finally {
      forgetIfNeverWritten(cell);
      cell.lock().unlock();
    }
    if (changed) {
      for (HintDispatcher hints : dispatchers) {
        hints.changed(ref);
      }
    }
    return result;
  }

  CellPage list(ListQuery query) {
    CellIndex index = collections.get(query.collection());
    return index == null ? new CellPage(List.of(), null) : index.list(query);
  }

  Usage usage(CollectionRef collection) {
    CellIndex index = collections.get(collection);
    return index == null ? new Usage(0, 0, Duration.ZERO) : index.usage();
  }

  /** Forgets a few cells that were deleted longer ago than {@code retention}. */
  void sweepTombstones(InstantSource clock, Duration retention) {
    tombstones.sweep(clock, retention, this::forget);
  }

  /** Returns the cell, locked by this thread and in {@link #cells}. */
  private Cell lock(CellRef ref, Deadline deadline) {
    while (true) {
      Cell cell = cells.get(ref);
      if (cell == null) {
        cell = cells.computeIfAbsent(ref, this::newCell);
      }
      await(cell, deadline);
      if (!cell.isForgotten()) {
        return cell;
      }
      cell.lock().unlock();
    }
  }

  private Cell newCell(CellRef ref) {
    return new Cell(ref, collections.computeIfAbsent(ref.collection(), key -> new CellIndex()));
  }

  private static void await(Cell cell, Deadline deadline) {
    try {
      if (!cell.lock().tryLock()
          && !cell.lock().tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new UnavailableException(
            ErrorCode.DEADLINE_EXCEEDED,
            "Other commits of cell \"%s\" were not done in time; this one was not begun."
                .formatted(cell.ref()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          ErrorCode.INTERRUPTED,
          "A commit was interrupted while it waited for other commits of cell \"%s\"."
              .formatted(cell.ref()),
          e);
    }
  }

  private void forgetIfNeverWritten(Cell cell) {
    if (cell.state().sequence() == 0) {
      forget(cell);
    }
  }

  private void forget(Cell cell) {
    cell.forget();
    cells.remove(cell.ref(), cell);
  }
}
