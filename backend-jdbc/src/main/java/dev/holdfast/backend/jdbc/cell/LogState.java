package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.support.LogRecord;

/**
 * What the cell's row keeps of a log.
 *
 * @param counters its incarnation, ends and number of entries
 * @param bytes how many bytes its entries' values have
 */
public record LogState(LogRecord counters, long bytes) {

  /** Returns this log with other counters. */
  public LogState with(LogRecord newCounters) {
    return new LogState(newCounters, bytes);
  }

  /** Returns this log with {@code change} more bytes. */
  public LogState grown(long change) {
    return new LogState(counters, bytes + change);
  }
}
