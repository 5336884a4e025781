package dev.holdfast.core.cell;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives one caller at a time the turn at a cell, in the order in which they asked.
 *
 * <p>The map holds the lines at those cells that somebody works on, so a cell that nobody works on
 * takes no space. All changes to a line are made in compute.
 */
final class Turns {

  private final ConcurrentHashMap<CellRef, Line> lines = new ConcurrentHashMap<>();

  /** Those who wait behind the one who has the turn. */
  private static final class Line {

    private @Nullable Set<Turn> waiting;

    void add(Turn turn) {
      if (waiting == null) {
        waiting = new LinkedHashSet<>();
      }
      waiting.add(turn);
    }

    boolean remove(Turn turn) {
      return waiting != null && waiting.remove(turn);
    }

    /** Gives the first in line the turn; returns the line, or {@code null} if nobody waits. */
    @Nullable Line advance() {
      if (waiting == null || waiting.isEmpty()) {
        return null;
      }
      Iterator<Turn> next = waiting.iterator();
      next.next().granted.countDown();
      next.remove();
      return this;
    }
  }

  /**
   * Waits for the turn at {@code cell}; who gets it must {@link Turn#end} it.
   *
   * @throws UnavailableException if the deadline passes or {@code interrupts} ends the wait first
   */
  Turn take(CellRef cell, Deadline deadline, Interrupts interrupts) {
    Turn turn = new Turn(cell);
    Line mine = new Line();
    Line line =
        lines.compute(
            cell,
            (key, there) -> {
              if (there == null) {
                return mine;
              }
              there.add(turn);
              return there;
            });
    if (line != mine) {
      await(turn, deadline, interrupts);
    }
    return turn;
  }

  private void await(Turn turn, Deadline deadline, Interrupts interrupts) {
    while (true) {
      try {
        if (turn.granted.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        throw leave(turn, ErrorCode.DEADLINE_EXCEEDED, "had no more time");
      } catch (InterruptedException e) {
        if (interrupts.endCall()) {
          throw leave(turn, ErrorCode.INTERRUPTED, "was interrupted");
        }
      }
    }
  }

  /** Leaves the line, or passes on the turn if it has come meanwhile. */
  private UnavailableException leave(Turn turn, ErrorCode code, String reason) {
    lines.computeIfPresent(turn.cell, (key, line) -> line.remove(turn) ? line : line.advance());
    return new UnavailableException(
        code,
        "A commit on \"%s\" %s while it waited for an earlier one.".formatted(turn.cell, reason));
  }

  /** The right to commit to a cell. */
  final class Turn {

    private final CellRef cell;
    private final CountDownLatch granted = new CountDownLatch(1);

    private Turn(CellRef cell) {
      this.cell = cell;
    }

    /** Lets the next caller have its turn. */
    void end() {
      lines.computeIfPresent(cell, (key, line) -> line.advance());
    }
  }
}
