package dev.holdfast.backend.jdbc.hints;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;

/** Hears of commits of other instances, and tells them of those of this one. */
public interface HintSource extends AutoCloseable {

  /** Tells of a commit of this instance; never waits. */
  void committed(CellRef cell, StoredCell after);

  /** Returns once every commit that begins from now on will be heard of. */
  void listen(Deadline deadline);

  @Override
  void close();
}
