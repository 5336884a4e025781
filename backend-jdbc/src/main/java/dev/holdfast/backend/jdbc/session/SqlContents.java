package dev.holdfast.backend.jdbc.session;

import static java.util.Objects.requireNonNull;

import dev.holdfast.backend.jdbc.cell.CellColumns;
import dev.holdfast.backend.jdbc.cell.LogState;
import dev.holdfast.backend.jdbc.cell.MapState;
import dev.holdfast.backend.jdbc.cell.Positions;
import dev.holdfast.backend.jdbc.cell.StateCodec;
import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
 * <p>What the commit names is read ahead, in one statement for each log and map.
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

  private interface Query<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private record Place(long incarnation, Bytes key) {}

  private final Connection connection;
  private final Dialect dialect;
  private final CellQueries queries;
  private final Map<Place, @Nullable StoredRow> rows = new HashMap<>();
  private final Map<Place, @Nullable Bytes> entries = new HashMap<>();
  private @Nullable StoredCell cell;
  private @Nullable WriterRecord writer;

  SqlContents(Connection connection, Dialect dialect, CellQueries queries) {
    this.connection = connection;
    this.dialect = dialect;
    this.queries = queries;
  }

  /** Locks the cell and reads what {@code commit} names; returns {@code null} if there is none. */
  @Nullable StoredCell load(long collection, Bytes id, Commit commit) throws SQLException {
    CommitId commitId = commit.id();
    List<Object> arguments = new ArrayList<>();
    if (commitId != null) {
      arguments.add(Changes.encode(commitId.writer()));
    }
    arguments.add(collection);
    arguments.add(id);
    cell =
        query(
                commitId == null ? queries.lock() : queries.lockForWriter(),
                arguments,
                found ->
                    found.next()
                        ? Optional.of(readCell(found, commitId != null))
                        : Optional.<StoredCell>empty())
            .orElse(null);
    if (cell != null) {
      readRows(cell, commit);
      readEntries(cell, commit);
    }
    return cell;
  }

  private StoredCell readCell(ResultSet row, boolean withWriter) throws SQLException {
    byte[] result = withWriter ? row.getBytes(CellColumns.COUNT + 1) : null;
    writer = result == null ? null : StateCodec.decodeWriter(result);
    return CellColumns.read(row, 1);
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
    List<Object> arguments = inside(incarnation);
    arguments.addAll(dialect.keys(connection, keys));
    query(
        queries.rows(keys.size()),
        arguments,
        found -> {
          while (found.next()) {
            rows.put(
                new Place(incarnation, Bytes.wrap(found.getBytes(1))),
                new StoredRow(found.getLong(2), found.getLong(3)));
          }
          return true;
        });
  }

  /** Only an append at or below the end asks for what is there. */
  private void readEntries(StoredCell found, Commit commit) throws SQLException {
    Map<LogState, Set<Bytes>> wanted = new LinkedHashMap<>();
    for (Mutation mutation : commit.mutations()) {
      if (mutation instanceof Mutation.Append append) {
        LogState log = found.state().logs().get(append.log());
        if (log != null && !append.offset().isAfter(log.counters().last())) {
          want(wanted, log, Positions.encode(append.offset()));
        }
      }
    }
    for (Map.Entry<LogState, Set<Bytes>> log : wanted.entrySet()) {
      readEntries(log.getKey().counters().incarnation(), List.copyOf(log.getValue()));
    }
  }

  private void readEntries(long incarnation, List<Bytes> positions) throws SQLException {
    positions.forEach(position -> entries.put(new Place(incarnation, position), null));
    List<Object> arguments = inside(incarnation);
    arguments.addAll(dialect.keys(connection, positions));
    query(
        queries.entries(positions.size()),
        arguments,
        found -> {
          while (found.next()) {
            entries.put(
                new Place(incarnation, Bytes.wrap(found.getBytes(1))),
                Bytes.wrap(found.getBytes(2)));
          }
          return true;
        });
  }

  private List<Object> inside(long incarnation) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(requireNonNull(cell).num());
    arguments.add(incarnation);
    return arguments;
  }

  @Override
  public Bytes head() {
    return asked(
        queries.head(),
        List.of(requireNonNull(cell).num()),
        found -> found.next() ? bytes(found) : Bytes.EMPTY);
  }

  private static Bytes bytes(ResultSet found) throws SQLException {
    byte[] content = found.getBytes(1);
    return content == null ? Bytes.EMPTY : Bytes.wrap(content);
  }

  @Override
  public @Nullable Bytes entry(long incarnation, Offset offset) {
    Place place = new Place(incarnation, Positions.encode(offset));
    if (!entries.containsKey(place)) {
      List<Object> arguments = inside(incarnation);
      arguments.add(place.key());
      entries.put(
          place,
          asked(
                  queries.entry(),
                  arguments,
                  found -> found.next() ? Optional.of(bytes(found)) : Optional.<Bytes>empty())
              .orElse(null));
    }
    return entries.get(place);
  }

  @Override
  public List<StoredMark> marks(
      long incarnation, Offset after, Offset upTo, boolean newestFirst, int max) {
    List<Object> arguments = inside(incarnation);
    arguments.add(Positions.encode(after));
    arguments.add(Positions.encode(upTo));
    arguments.add(max);
    return asked(
        queries.marks(newestFirst),
        arguments,
        found -> {
          List<StoredMark> marks = new ArrayList<>();
          while (found.next()) {
            marks.add(
                new StoredMark(
                    Positions.decode(found.getBytes(1)),
                    Instant.ofEpochMilli(found.getLong(2)),
                    found.getInt(3)));
          }
          return marks;
        });
  }

  @Override
  public @Nullable StoredRow row(long incarnation, Bytes key) {
    Place place = new Place(incarnation, key);
    if (!rows.containsKey(place)) {
      try {
        readRows(incarnation, List.of(key));
      } catch (SQLException e) {
        throw new Failed(e);
      }
    }
    return rows.get(place);
  }

  /** The commit's own writer is the only one that is ever asked for. */
  @Override
  public @Nullable WriterRecord writer(UUID asked) {
    return writer;
  }

  private <T> T asked(String sql, List<Object> arguments, Query<T> query) {
    try {
      return query(sql, arguments, query);
    } catch (SQLException e) {
      throw new Failed(e);
    }
  }

  /** A text may begin with a statement that has no rows, such as one that begins a transaction. */
  private <T> T query(String sql, List<Object> arguments, Query<T> query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Arguments.set(statement, arguments);
      if (!statement.execute()) {
        statement.getMoreResults();
      }
      try (ResultSet found = statement.getResultSet()) {
        return query.read(found);
      }
    }
  }
}
