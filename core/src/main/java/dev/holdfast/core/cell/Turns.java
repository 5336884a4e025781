package dev.holdfast.core.cell;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives one caller at a time the turn at a cell, in the order in which they asked.
 *
 * <p>Each caller waits for the one before it alone; the map holds the last in line, so a cell that
 * nobody works on takes no space.
 */
final class Turns {

  private final ConcurrentHashMap<CellRef, Turn> lastInLine = new ConcurrentHashMap<>();

  /**
   * Waits for the turn at {@code cell}; who gets it must {@link Turn#end} it.
   *
   * @throws UnavailableException if the deadline passes or {@code interrupts} ends the wait first
   */
  Turn take(CellRef cell, Deadline deadline, Interrupts interrupts) {
    Turn turn = new Turn(cell);
    Turn before = lastInLine.put(cell, turn);
    if (before != null) {
      await(before, turn, deadline, interrupts);
    }
    return turn;
  }

  private static void await(Turn before, Turn turn, Deadline deadline, Interrupts interrupts) {
    while (true) {
      try {
        before.ended.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        return;
      } catch (InterruptedException e) {
        if (interrupts.endCall()) {
          throw leave(before, turn, ErrorCode.INTERRUPTED, "was interrupted");
        }
      } catch (TimeoutException e) {
        throw leave(before, turn, ErrorCode.DEADLINE_EXCEEDED, "had no more time");
      } catch (ExecutionException e) {
        throw new AssertionError("A turn never ends with an error.", e);
      }
    }
  }

  /** Leaves the line; whoever stands behind {@code turn} then waits for {@code before}. */
  @SuppressWarnings("FutureReturnValueIgnored") // a turn never ends with an error
  private static UnavailableException leave(Turn before, Turn turn, ErrorCode code, String reason) {
    var unused = before.ended.thenRun(turn::end);
    return new UnavailableException(
        code,
        "A commit on \"%s\" %s while it waited for an earlier one.".formatted(turn.cell, reason));
  }

  /** The right to commit to a cell. */
  final class Turn {

    private final CellRef cell;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Turn(CellRef cell) {
      this.cell = cell;
    }

    /** Lets the next caller have its turn. */
    void end() {
      lastInLine.remove(cell, this);
      ended.complete(null);
    }
  }
}
