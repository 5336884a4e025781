package dev.holdfast.core.context;

import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.core.cell.Batch;
import dev.holdfast.core.cell.Call;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.core.cell.Combiner;
import dev.holdfast.error.CorruptException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Reach;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answers clients. Where the storage is in reach of other processes, a read is a trip to it, and
 * those who ask for one context while another read of it is under way share the next one.
 */
final class SyncReads {

  private static final int MAX_BATCH = 256;

  private final Cells cells;
  private final ContextReader reader;
  private final boolean isShared;
  private final Combiner<CellRef, Position, SyncAnswer> combiner;

  SyncReads(Cells cells, ContextReader reader) {
    this.cells = cells;
    this.reader = reader;
    this.isShared = cells.info().capabilities().reach() == Reach.MANY_PROCESSES;
    this.combiner = Combiner.ofReads(MAX_BATCH, cells.workers().executor(), this::run);
  }

  SyncAnswer sync(CellRef cell, Position position) {
    return isShared
        ? combiner.perform(cell, position, cells.deadline())
        : answer(cells, cell, position);
  }

  CompletableFuture<SyncAnswer> submit(CellRef cell, Position position) {
    return combiner.submit(cell, position, cells.deadline());
  }

  private SyncAnswer answer(Cells within, CellRef cell, Position position) {
    return reader.answer(reader.stateFor(within, cell, position), position);
  }

  /** Reads for the client that needs most; what that does not answer is read by itself. */
  private void run(CellRef cell, Batch<Position, SyncAnswer> batch) {
    Cells within = batch.within(cells);
    List<Position> positions = batch.calls().stream().map(Call::operation).toList();
    Position first = reader.mostWanting(cell, positions);
    ContextState state = reader.stateFor(within, cell, first);
    for (Call<Position, SyncAnswer> call : batch.calls()) {
      Position position = call.operation();
      try {
        boolean isAnswered = position.equals(first) || reader.canAnswer(state, position);
        call.complete(isAnswered ? reader.answer(state, position) : answer(within, cell, position));
      } catch (CorruptException e) { // of the deltas that this client would get
        call.fail(e);
      }
    }
  }
}
