package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.CellChange;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.support.CommitEvaluator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Judges a commit, and says what it changes in the tables. */
final class CommitStep {

  private final Dialect dialect;
  private final CellQueries queries;
  private final CommitEvaluator evaluator;
  private final Changes changes;

  /**
   * What a commit comes to.
   *
   * @param result what its caller is told
   * @param change what is to be written; {@code null} if nothing is
   * @param after what the cell is then
   */
  record Judged(CommitResult result, @Nullable CellChange change, @Nullable StoredCell after) {}

  CommitStep(Dialect dialect, Tables tables, InstantSource clock, Limits limits) {
    this.dialect = dialect;
    this.queries = new CellQueries(dialect, tables);
    this.evaluator = new CommitEvaluator(clock, limits);
    this.changes = new Changes(limits.tombstoneRetention());
  }

  /** Locks the cell in the transaction that was begun, and judges the commit on it. */
  Judged locked(Connection connection, long collection, CellRef cell, Commit commit)
      throws SQLException {
    SqlContents contents = new SqlContents(connection, dialect, queries);
    StoredCell stored = contents.load(collection, cell.idBytes(), commit);
    try {
      return judge(new CellEdit(stored, contents), collection, cell, commit);
    } catch (SqlContents.Failed e) {
      throw e.exception();
    }
  }

  /**
   * Judges the commit on what was last seen of the cell, without reading; what that changes may be
   * written if the cell still is as it was seen.
   *
   * <p>Returns {@code null} where it does not come out as a change: what was seen may be of the
   * past, or be too little.
   */
  @Nullable Judged guessed(
      @Nullable StoredCell seen, long collection, CellRef cell, Commit commit) {
    if (seen == null) {
      return null;
    }
    try {
      Judged judged = judge(new CellEdit(seen, Unread.CONTENTS), collection, cell, commit);
      return judged.change() == null ? null : judged;
    } catch (Unread.NeedsReading | HoldfastException notToBeToldByWhatWasSeen) {
      return null;
    }
  }

  private Judged judge(CellEdit edit, long collection, CellRef cell, Commit commit) {
    CommitResult result = evaluator.evaluate(cell, edit, commit);
    if (!edit.isChanged()) {
      return new Judged(result, null, null);
    }
    Changes.Written written = changes.of(collection, cell.idBytes(), edit);
    requireRoom(cell, written.change().values().state().length());
    return new Judged(result, written.change(), written.after());
  }

  private void requireRoom(CellRef cell, int bytes) {
    if (bytes > dialect.maxStateBytes()) {
      throw new LimitExceededException(
          "The names and counters of all logs and maps of \"%s\" would take %d bytes; %s takes at most %d. Spread them over several cells."
              .formatted(cell, bytes, dialect.name(), dialect.maxStateBytes()));
    }
  }
}
