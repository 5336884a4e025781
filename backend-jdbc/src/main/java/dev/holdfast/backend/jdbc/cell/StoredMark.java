package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import java.time.Instant;

/** An entry of a log without its value: where it is, when it was written, how long it is. */
public record StoredMark(Offset offset, Instant at, int bytes) {

  /** Returns the mark of an entry. */
  public static StoredMark of(LogEntry entry) {
    return new StoredMark(entry.offset(), entry.at(), entry.value().length());
  }
}
