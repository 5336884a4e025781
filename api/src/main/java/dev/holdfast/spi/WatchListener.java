package dev.holdfast.spi;

/**
 * Is told that something changed, never what: it reads.
 *
 * <p>Calls come one at a time, on a thread of the backend that is named after it and holds no lock.
 * A listener must not block for long; what it throws is logged and goes no further.
 */
public interface WatchListener {

  /**
   * Tells that {@code cell} may have changed.
   *
   * <p>At least once after each commit that changes the cell; several commits may give one call.
   */
  void changed(CellRef cell);

  /** Tells that changes may have been missed, as after a lost connection: read everything again. */
  void resync();
}
