package dev.holdfast.backend.jdbc.session;

import static java.util.Objects.requireNonNull;

import dev.holdfast.backend.jdbc.cell.CellColumns;
import dev.holdfast.backend.jdbc.cell.MapState;
import dev.holdfast.backend.jdbc.cell.StateCodec;
import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.cell.StoredMark;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a cell whose row this transaction has locked.
 *
 * <p>What the commit names is read ahead, in one statement for each map and few for each log.
 */
final class SqlContents implements CellContents {

  /** Carries an exception of the driver through the evaluator. */
  static final class Failed extends RuntimeException {
    private final SQLException exception;

    Failed(SQLException exception) {
      super(exception);
      this.exception = exception;
    }

    SQLException exception() {
      return exception;
    }
  }

  private interface Asking<T> {
    T ask() throws SQLException;
  }

  private record Place(long incarnation, Bytes key) {}

  private final SqlQueries sql;
  private final CellQueries queries;
  private final Map<Place, @Nullable StoredRow> rows = new HashMap<>();
  private @Nullable StoredCell cell;
  private @Nullable StoredEntries entries;

  SqlContents(Connection connection, Dialect dialect, CellQueries queries) {
    this.sql = new SqlQueries(connection, dialect);
    this.queries = queries;
  }

  /** Locks the cell and reads what {@code commit} names; returns {@code null} if there is none. */
  @Nullable StoredCell load(long collection, Bytes id, Commit commit) throws SQLException {
    List<StoredCell> found =
        sql.list(queries.lock(), List.of(collection, id), row -> CellColumns.read(row, 1, null));
    if (found.isEmpty()) {
      return null;
    }
    StoredCell locked = found.get(0);
    cell = locked;
    entries = new StoredEntries(sql, queries, locked.num());
    readRows(locked, commit);
    entries.load(commit, locked.state().logs());
    return locked;
  }

  private void readRows(StoredCell found, Commit commit) throws SQLException {
    Map<MapRef, Set<Bytes>> wanted = new LinkedHashMap<>();
    for (Precondition precondition : commit.preconditions()) {
      if (precondition instanceof Precondition.RowAbsent row) {
        want(wanted, row.map(), row.key());
      } else if (precondition instanceof Precondition.RowVersion row) {
        want(wanted, row.map(), row.key());
      }
    }
    for (Mutation mutation : commit.mutations()) {
      if (mutation instanceof Mutation.PutRow row) {
        want(wanted, row.map(), row.key());
      } else if (mutation instanceof Mutation.DeleteRow row) {
        want(wanted, row.map(), row.key());
      }
    }
    for (Map.Entry<MapRef, Set<Bytes>> map : wanted.entrySet()) {
      MapState state = found.state().maps().get(map.getKey());
      if (state != null) {
        readRows(state.counters().incarnation(), List.copyOf(map.getValue()));
      }
    }
  }

  private static <R> void want(Map<R, Set<Bytes>> wanted, R ref, Bytes key) {
    wanted.computeIfAbsent(ref, added -> new LinkedHashSet<>()).add(key);
  }

  private void readRows(long incarnation, List<Bytes> keys) throws SQLException {
    keys.forEach(key -> rows.put(new Place(incarnation, key), null));
    List<Object> arguments = new ArrayList<>(List.of(num(), incarnation));
    arguments.addAll(sql.keys(keys));
    sql.list(
        queries.rows(keys.size()),
        arguments,
        found ->
            rows.put(
                new Place(incarnation, Bytes.wrap(found.getBytes(1))),
                new StoredRow(found.getLong(2), found.getLong(3))));
  }

  private long num() {
    return requireNonNull(cell).num();
  }

  private StoredEntries entries() {
    return requireNonNull(entries);
  }

  @Override
  public Bytes head() {
    List<Bytes> found =
        asked(
            () ->
                sql.list(
                    queries.head(),
                    List.of(num()),
                    row -> {
                      byte[] content = row.getBytes(1);
                      return content == null ? Bytes.EMPTY : Bytes.wrap(content);
                    }));
    return found.isEmpty() ? Bytes.EMPTY : found.get(0);
  }

  @Override
  public @Nullable Bytes entry(long incarnation, Offset offset) {
    return asked(() -> Optional.ofNullable(entries().value(incarnation, offset))).orElse(null);
  }

  @Override
  public List<LogEntry> run(long incarnation, Offset offset) {
    return asked(() -> entries().run(incarnation, offset));
  }

  @Override
  public List<StoredMark> marks(
      long incarnation, Offset after, Offset upTo, boolean newestFirst, int max) {
    return asked(
        () ->
            newestFirst
                ? entries().newest(incarnation, after, upTo, max)
                : entries().oldest(incarnation, after, upTo, max));
  }

  @Override
  public @Nullable StoredRow row(long incarnation, Bytes key) {
    Place place = new Place(incarnation, key);
    if (!rows.containsKey(place)) {
      asked(
          () -> {
            readRows(incarnation, List.of(key));
            return true;
          });
    }
    return rows.get(place);
  }

  /**
   * Asks in a statement behind the lock: what waits for a lock on PostgreSQL sees the newest state
   * of the row that it waited for, and of all else the state before the wait.
   */
  @Override
  public @Nullable WriterRecord writer(UUID writer) {
    List<WriterRecord> found =
        asked(
            () ->
                sql.list(
                    queries.writer(),
                    List.of(num(), Changes.encode(writer)),
                    row -> StateCodec.decodeWriter(row.getBytes(1))));
    return found.isEmpty() ? null : found.get(0);
  }

  private static <T> T asked(Asking<T> asking) {
    try {
      return asking.ask();
    } catch (SQLException e) {
      throw new Failed(e);
    }
  }
}
