package dev.holdfast.core.durable;

import dev.holdfast.error.ClosedException;

/** Whether a table is open, stopping or stopped. Thread-safe; it only goes forward. */
final class TableLife {

  private enum Stage {
    OPEN,
    STOPPING,
    STOPPED
  }

  private final String table;
  private volatile Stage stage = Stage.OPEN;

  TableLife(String table) {
    this.table = table;
  }

  boolean isOpen() {
    return stage == Stage.OPEN;
  }

  boolean isStopped() {
    return stage == Stage.STOPPED;
  }

  synchronized void beginStop() {
    if (stage == Stage.OPEN) {
      stage = Stage.STOPPING;
    }
  }

  /** Ends it; returns whether this call did. */
  synchronized boolean endStop() {
    boolean first = stage != Stage.STOPPED;
    stage = Stage.STOPPED;
    return first;
  }

  void requireOpen() {
    if (stage != Stage.OPEN) {
      throw closed();
    }
  }

  /** Lookups go on until the table has stopped. */
  void requireReadable() {
    if (stage == Stage.STOPPED) {
      throw closed();
    }
  }

  private ClosedException closed() {
    return new ClosedException(
        "Durable table \"%s\" is %s.".formatted(table, isStopped() ? "stopped" : "stopping"));
  }
}
