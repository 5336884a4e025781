package dev.holdfast.backend.jdbc.read;

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
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a cell that is known already, and nothing else of its row.
 *
 * <p>Where the row shows that the cell has changed, it is known no more, so that the next read
 * takes the whole row in.
 */
final class HeadReader {

  private final String always;
  private final String unlessSame;
  private final KnownCells known;

  HeadReader(Dialect dialect, Tables tables, KnownCells known) {
    String text =
        "SELECT stamp, version, tag, head_at, %s FROM "
            + tables.cell()
            + " WHERE collection = ? AND id = ?";
    this.always = text.formatted("head");
    this.unlessSame = text.formatted(ReadStatement.headUnless(dialect));
    this.known = known;
  }

  HeadAnswer read(
      Connection connection,
      long collection,
      CellRef cell,
      StoredCell seen,
      @Nullable Revision unless)
      throws SQLException {
    String text = unless == null ? always : unlessSame;
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      Arguments.set(
          statement,
          unless == null
              ? List.of(collection, cell.idBytes())
              : List.of(unless.version(), unless.tag(), collection, cell.idBytes()));
      try (ResultSet row = statement.executeQuery()) {
        boolean found = row.next();
        if (!found || row.getLong(1) != seen.stamp()) {
          known.forget(cell, seen);
        }
        return found ? answer(row, unless) : HeadAnswer.ABSENT;
      }
    }
  }

  private static HeadAnswer answer(ResultSet row, @Nullable Revision unless) throws SQLException {
    long at = row.getLong(4);
    if (row.wasNull()) {
      return HeadAnswer.ABSENT;
    }
    Revision revision = new Revision(row.getLong(2), row.getLong(3));
    if (revision.equals(unless)) {
      return new HeadAnswer.Unchanged(revision);
    }
    return new HeadAnswer.Present(
        new Head(revision, ReadStatement.bytes(row, 5), Instant.ofEpochMilli(at)));
  }
}
