package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.spi.CellRef;

/** Is told of each commit of this instance that changed a cell, once it shows. */
@FunctionalInterface
public interface CommitListener {

  /** Tells what {@code cell} is now. */
  void committed(CellRef cell, StoredCell after);
}
