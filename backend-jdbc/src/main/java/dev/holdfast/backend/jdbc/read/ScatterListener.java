package dev.holdfast.backend.jdbc.read;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Offset;

/** Is told of reads that came past many rows of a log where few would do. */
@FunctionalInterface
public interface ScatterListener {

  /**
   * Tells of the entries from {@code first} to {@code last} of one incarnation of a log, all of
   * which were read; does not wait and does not throw.
   */
  void scattered(CellRef cell, long incarnation, Offset first, Offset last);
}
