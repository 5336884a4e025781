package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.CellColumns;
import dev.holdfast.backend.jdbc.cell.Counters;
import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.known.KnownCells;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.Tags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Writes rows of a log that hold an entry or a few each anew, as few full ones.
 *
 * <p>The log is the same before and after. But the cell has another stamp then, as after a commit:
 * whoever meanwhile commits or reads by what was seen before has to look once more.
 */
public final class Compaction {

  /** How many rows are looked at in one transaction: no more than four megabytes. */
  private static final int MAX_ROWS = 1_000;

  private final Dialect dialect;
  private final CellQueries queries;
  private final KnownCells known;
  private final String read;
  private final String delete;
  private final String insert;
  private final String stamp;
  private final Tags random = new Tags();

  /** The entries of one incarnation of a log with {@code after < offset <= upTo}. */
  public record Stretch(long incarnation, Offset after, Offset upTo) {}

  /**
   * Leaves in {@code known} what it made of cells. Watchers must not be told to know the new stamp:
   * it may stand for a commit of another process that they have not been told of.
   */
  public Compaction(Dialect dialect, Tables tables, KnownCells known) {
    this.dialect = dialect;
    this.queries = new CellQueries(dialect, tables);
    this.known = known;
    String stretch = " WHERE cell = ? AND incarnation = ? AND position > ? AND position <= ?";
    this.read =
        ("SELECT CASE WHEN OCTET_LENGTH(content) <= %d THEN content ELSE %s END, marks"
                + " FROM %s%s%s LIMIT %d")
            .formatted(
                EntryRun.MAX_BYTES,
                dialect.noBytes(),
                tables.entry(),
                stretch,
                Tables.inOrder("position", false),
                MAX_ROWS);
    this.delete = "DELETE FROM " + tables.entry() + stretch;
    this.insert =
        "INSERT INTO %s (cell, incarnation, position, marks, content) VALUES (?, ?, ?, ?, ?)"
            .formatted(tables.entry());
    this.stamp =
        "UPDATE %s SET stamp = ?, counters = ? WHERE collection = ? AND id = ? AND stamp = ?"
            .formatted(tables.cell());
  }

  /**
   * Goes through the first rows of a stretch, in a transaction of its own.
   *
   * @return what is left of the stretch behind them, if anything
   */
  public Optional<Stretch> step(
      Connection connection, long collection, CellRef cell, Stretch stretch) throws SQLException {
    dialect.begin(connection);
    try {
      Optional<StoredCell> locked = lock(connection, collection, cell);
      Optional<LogState> log = locked.flatMap(found -> log(found, stretch.incarnation()));
      if (log.isEmpty()) {
        dialect.rollback(connection);
        return Optional.empty();
      }
      StoredCell before = locked.orElseThrow();
      List<Merge.Row> rows = rows(connection, before, stretch);
      List<Merge> merges = Merge.of(rows, log.get().counters().trimmedThrough());
      if (merges.isEmpty()) {
        dialect.rollback(connection);
      } else {
        write(connection, before, stretch, merges);
        StoredCell after = stamp(connection, collection, cell, before);
        dialect.commit(connection);
        known.put(cell, after);
      }
      return rest(stretch, rows);
    } catch (SQLException | RuntimeException | Error e) {
      dialect.rollback(connection, e);
      throw e;
    }
  }

  private Optional<StoredCell> lock(Connection connection, long collection, CellRef cell)
      throws SQLException {
    return new SqlQueries(connection, dialect)
            .list(
                queries.lock(),
                List.of(collection, cell.idBytes()),
                row -> CellColumns.read(row, 1, null))
            .stream()
            .findFirst();
  }

  private static Optional<LogState> log(StoredCell cell, long incarnation) {
    return cell.state().logs().values().stream()
        .filter(log -> log.counters().incarnation() == incarnation)
        .findFirst();
  }

  private List<Merge.Row> rows(Connection connection, StoredCell cell, Stretch stretch)
      throws SQLException {
    return new SqlQueries(connection, dialect)
        .list(
            read,
            List.of(
                cell.num(),
                stretch.incarnation(),
                Positions.encode(stretch.after()),
                Positions.encode(stretch.upTo())),
            Merge.Row::read);
  }

  private void write(Connection connection, StoredCell cell, Stretch stretch, List<Merge> merges)
      throws SQLException {
    try (PreparedStatement deletes = connection.prepareStatement(delete);
        PreparedStatement inserts = connection.prepareStatement(insert)) {
      for (Merge merge : merges) {
        EntryRun run = merge.run();
        Arguments.set(
            deletes,
            List.of(
                cell.num(),
                stretch.incarnation(),
                Positions.encode(merge.after()),
                Positions.encode(run.last())));
        deletes.addBatch();
        Arguments.set(
            inserts,
            List.of(
                cell.num(),
                stretch.incarnation(),
                Positions.encode(run.last()),
                run.marks(),
                run.content()));
        inserts.addBatch();
      }
      requireAll(merges, deletes.executeBatch());
      inserts.executeBatch();
    }
  }

  /** What was read has to be all that is deleted. */
  private static void requireAll(List<Merge> merges, int[] deleted) throws SQLException {
    for (int i = 0; i < deleted.length; i++) {
      if (deleted[i] != merges.get(i).rows() && deleted[i] != Statement.SUCCESS_NO_INFO) {
        throw changed();
      }
    }
  }

  private static SQLException changed() {
    return new SQLException("A locked cell was changed by another.", "40001");
  }

  /** Gives the cell another stamp; the lock has kept the one it has. */
  private StoredCell stamp(Connection connection, long collection, CellRef cell, StoredCell before)
      throws SQLException {
    StoredCell after =
        new StoredCell(before.num(), random.next(), before.counters(), before.state());
    try (PreparedStatement update = connection.prepareStatement(stamp)) {
      Arguments.set(
          update,
          List.of(
              after.stamp(),
              Counters.of(after, cell.idBytes(), true).encode(),
              collection,
              cell.idBytes(),
              before.stamp()));
      if (update.executeUpdate() != 1) {
        throw changed();
      }
    }
    return after;
  }

  private static Optional<Stretch> rest(Stretch stretch, List<Merge.Row> rows) {
    return rows.size() < MAX_ROWS
        ? Optional.empty()
        : Optional.of(
            new Stretch(stretch.incarnation(), rows.get(MAX_ROWS - 1).last(), stretch.upTo()));
  }
}
