package dev.holdfast.core.cell;

import dev.holdfast.error.GoneException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part.LogPart;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a range of a log in pages, and notices when the log, or part of the range, is gone. */
final class LogPages {

  private final Cells cells;
  private final CellRef cell;
  private final LogRef log;
  private final Direction direction;
  private final PageSize size;
  private boolean begun;

  /** Up to here nothing can go missing: it was read, was not asked for, or was trimmed before. */
  private Offset settled;

  LogPages(Cells cells, CellRef cell, LogRef log, Offset after, Direction direction) {
    this.cells = cells;
    this.cell = cell;
    this.log = log;
    this.direction = direction;
    this.size = PageSize.of(cells.info().limits());
    this.settled = after;
  }

  Iterator<LogEntry> startingWith(Offset after, Offset upTo) {
    return Pages.of(part(after, upTo, 0), this::read);
  }

  private Page<LogEntry, LogPart> read(LogPart part) {
    LogAnswer answer = cells.read(cell, part);
    if (begun) {
      requireWhole(answer);
    } else {
      begun = true;
      settled = Offset.max(settled, answer.trimmedThrough());
    }
    List<LogEntry> entries = answer.entries();
    if (direction == Direction.ASCENDING && !entries.isEmpty()) {
      settled = entries.get(entries.size() - 1).offset();
    }
    return new Page<>(entries, next(part, answer));
  }

  private void requireWhole(LogAnswer answer) {
    if (!answer.present()) {
      throw new GoneException(
          "Log \"%s\" of \"%s\" was dropped while it was read.".formatted(log.name(), cell));
    }
    if (answer.trimmedThrough().isAfter(settled)) {
      throw new GoneException(
          "Log \"%s\" of \"%s\" was trimmed through %s while it was read; the reader was sure of what lies up to %s."
              .formatted(log.name(), cell, answer.trimmedThrough(), settled));
    }
  }

  private @Nullable LogPart next(LogPart part, LogAnswer answer) {
    List<LogEntry> entries = answer.entries();
    if (!answer.more() || entries.isEmpty()) {
      return null;
    }
    Offset last = entries.get(entries.size() - 1).offset();
    return direction == Direction.ASCENDING
        ? part(last, part.upTo(), answer.incarnation())
        : part(part.after(), last.predecessor(), answer.incarnation());
  }

  private LogPart part(Offset after, Offset upTo, long incarnation) {
    return new LogPart(log, after, upTo, direction, size.items(), size.bytes(), incarnation);
  }
}
