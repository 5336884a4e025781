package dev.holdfast.backend.jdbc.session;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;

/** Takes commits to the database. */
public interface Committer {

  /** Applies a commit, whole or not at all; errors as {@link dev.holdfast.spi.Backend#commit}. */
  CommitResult commit(CellRef cell, Commit commit, Deadline deadline);
}
