package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.Counters;
import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.known.KnownCells;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Revision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a cell that is known already, and nothing else of its row, which is found by
 * its number where that is the shorter way.
 *
 * <p>Where the row shows that the cell has changed, it is known no more, so that the next read
 * takes the whole row in.
 */
final class HeadReader {

  private final String always;
  private final String unlessSame;
  private final boolean byNumber;
  private final KnownCells known;

  HeadReader(Dialect dialect, Tables tables, KnownCells known) {
    this.byNumber = dialect.findsCellsByNumber();
    String text =
        "SELECT %s, %s FROM %s WHERE %s"
            .formatted(
                Counters.COLUMN,
                "%s",
                tables.cell(),
                byNumber ? "num = ?" : "collection = ? AND id = ?");
    this.always = text.formatted("head");
    this.unlessSame = text.formatted(ReadStatement.headUnless(dialect));
    this.known = known;
  }

  /** Returns the head; empty if there is no such row any more. */
  Optional<HeadAnswer> read(
      Connection connection,
      long collection,
      CellRef cell,
      StoredCell seen,
      @Nullable Revision unless)
      throws SQLException {
    String text = unless == null ? always : unlessSame;
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      Arguments.set(statement, arguments(collection, cell, seen, unless));
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          return Optional.of(answer(row, cell, seen, unless));
        }
      }
    }
    known.forget(cell, seen);
    return Optional.empty();
  }

  private List<Object> arguments(
      long collection, CellRef cell, StoredCell seen, @Nullable Revision unless) {
    if (byNumber) {
      return unless == null ? List.of(seen.num()) : List.of(Counters.revision(unless), seen.num());
    }
    return unless == null
        ? List.of(collection, cell.idBytes())
        : List.of(Counters.revision(unless), collection, cell.idBytes());
  }

  private HeadAnswer answer(ResultSet row, CellRef cell, StoredCell seen, @Nullable Revision unless)
      throws SQLException {
    Counters counters = Counters.read(row.getBytes(1));
    if (counters.stamp() != seen.stamp()) {
      known.forget(cell, seen);
    }
    Revision revision = counters.head();
    Instant at = counters.headAt();
    if (revision == null || at == null) {
      return HeadAnswer.ABSENT;
    }
    return revision.equals(unless)
        ? new HeadAnswer.Unchanged(revision)
        : new HeadAnswer.Present(new Head(revision, ReadStatement.bytes(row, 2), at));
  }
}
