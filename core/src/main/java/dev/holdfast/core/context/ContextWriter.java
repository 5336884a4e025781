package dev.holdfast.core.context;

import dev.holdfast.context.ContextChange;
import dev.holdfast.core.cell.Batch;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.core.cell.Combiner;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Limits;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Makes changes to contexts by compare-and-set; those that are wanted at the same time share a
 * commit.
 *
 * <p>It first tries on the state in the cache: the commit's precondition tells whether that is the
 * one stored. On a conflict it reads again and plans anew, so no concurrent change is lost.
 */
final class ContextWriter {

  private static final int MAX_BATCH = 256;

  /** The chain in memory is no longer than this, however far back deltas are given. */
  private static final int MAX_CHAIN = 128;

  private final Cells cells;
  private final ContextCache cache;
  private final ContextReader reader;
  private final Limits limits;
  private final int maxChain;
  private final Combiner<CellRef, Write, ContextChange> combiner;

  ContextWriter(Cells cells, ContextCache cache, ContextReader reader, int threshold) {
    this.cells = cells;
    this.cache = cache;
    this.reader = reader;
    this.limits = cells.info().limits();
    this.maxChain = Math.min(threshold, MAX_CHAIN);
    // A commit holds one precondition and the head besides the deltas.
    int maxBatch = Math.max(1, Math.min(MAX_BATCH, limits.maxMutations() - 2));
    this.combiner = Combiner.ofChanges(maxBatch, cells.workers().executor(), this::run);
  }

  ContextChange write(CellRef cell, Write write) {
    return combiner.perform(cell, write, cells.deadline());
  }

  CompletableFuture<ContextChange> submit(CellRef cell, Write write) {
    return combiner.submit(cell, write, cells.deadline());
  }

  private void run(CellRef cell, Batch<Write, ContextChange> batch) {
    ContextState cached = cache.get(cell);
    boolean confirmed = cached == null;
    ContextState state = cached == null ? read(cell, batch) : cached;
    while (true) {
      WritePlan plan = new WritePlan(state, limits, batch.calls());
      if (!plan.changesSomething() && confirmed) {
        plan.answer();
        return;
      }
      long lastDelta = 0;
      if (plan.changesSomething()) {
        try {
          CommitResult result = commit(cell, batch, state, plan);
          cache.put(cell, plan.after(result, maxChain));
          plan.answer(result);
          return;
        } catch (ConflictException e) {
          lastDelta = lastDelta(e);
        }
      }
      batch.deadline().check("The update of context \"" + cell.id() + "\"");
      state = read(cell, batch).withLastDelta(lastDelta);
      confirmed = true;
    }
  }

  private ContextState read(CellRef cell, Batch<Write, ContextChange> batch) {
    return reader.contextAndEnd(batch.within(cells), cell);
  }

  private CommitResult commit(
      CellRef cell, Batch<Write, ContextChange> batch, ContextState state, WritePlan plan) {
    try {
      return batch
          .within(cells)
          .commit(cell, new Commit(null, List.of(state.unchanged()), plan.mutations(), null));
    } catch (RuntimeException e) {
      cache.remove(cell);
      throw e;
    }
  }

  /** A deleted cell's deltas leave a last offset behind that no read shows, only the refusal. */
  private static long lastDelta(ConflictException e) {
    String actual = e.actual();
    return e.code() == ErrorCode.OFFSET_CONFLICT
        ? Long.parseLong(actual.substring(0, actual.indexOf('_')))
        : 0;
  }
}
