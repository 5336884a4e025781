package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.Counters;
import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Usage;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists and counts the cells of a collection in the byte order of their ids, along the index of
 * those that are listed where there is one.
 *
 * <p>The cursor is the id of the last cell looked at.
 */
public final class Listing {

  /** How many cells are looked at for one page, unless more are wanted. */
  private static final int MAX_LOOKS = 1_000;

  private static final String WHAT = "The listing";

  private final Connections connections;
  private final String select;
  private final String ascending;
  private final String descending;
  private final Tables tables;
  private final Collections collections;

  /** Lists through {@code connections}. */
  public Listing(Connections connections, Dialect dialect, Tables tables, Collections collections) {
    this.connections = connections;
    this.select =
        "SELECT %s FROM %s WHERE collection = ?%s"
            .formatted(
                Counters.COLUMN,
                tables.cell(),
                dialect.hasIndexOfListed() ? " AND listed = 1" : "");
    String listed = dialect.hasIndexOfListed() ? "listed%1$s, " : "";
    String order = " ORDER BY collection%1$s, " + listed + "id%1$s LIMIT ";
    this.ascending = order.formatted("");
    this.descending = order.formatted(" DESC");
    this.tables = tables;
    this.collections = collections;
  }

  /** Returns a page of a collection. */
  public CellPage page(ListQuery query, Deadline deadline) {
    Long collection = collections.find(query.collection(), deadline);
    return collection == null
        ? new CellPage(List.of(), null)
        : connections.repeatable(WHAT, deadline, c -> page(c, query, collection));
  }

  /** Looks at cells until the page is full, or until it has looked at enough of them. */
  private CellPage page(Connection connection, ListQuery query, long collection)
      throws SQLException {
    List<CellSummary> cells = new ArrayList<>();
    Bytes cursor = query.cursor();
    int looks = query.pageSize() + 1;
    int left = Math.max(MAX_LOOKS, looks);
    while (true) {
      List<Counters> looked = look(connection, new Span(query, collection, cursor, looks));
      for (Counters cell : looked) {
        if (cell.isListed() && query.matches(cell.version(), cell.headAt())) {
          if (cells.size() == query.pageSize()) {
            return new CellPage(cells, cursor);
          }
          cells.add(summary(query.collection(), cell));
        }
        cursor = cell.id();
      }
      if (looked.size() < looks) {
        return new CellPage(cells, null);
      }
      left -= looks;
      if (left <= 0 || cells.size() > query.pageSize() / 2) {
        return new CellPage(cells, cursor);
      }
      looks = Math.min(4 * looks, left);
    }
  }

  private static List<Counters> look(Connection connection, Span span) throws SQLException {
    List<Counters> cells = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(span.text)) {
      Arguments.set(statement, span.arguments);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          cells.add(Counters.read(row.getBytes(1)));
        }
      }
    }
    return cells;
  }

  private static CellSummary summary(CollectionRef collection, Counters found) {
    return new CellSummary(
        cell(collection, found.id()), found.head(), found.headAt(), found.updatedAt());
  }

  private static CellRef cell(CollectionRef collection, Bytes id) {
    try {
      return new CellRef(collection, id);
    } catch (InvalidRequestException e) {
      throw new CorruptException(ErrorCode.CORRUPT, "The id of a cell cannot be read.", e);
    }
  }

  /** Tells how much a collection holds, exactly, by counting. */
  public Usage usage(CollectionRef collection, Deadline deadline) {
    Long number = collections.find(collection, deadline);
    if (number == null) {
      deadline.check("The count");
      return new Usage(0, 0, Duration.ZERO);
    }
    String sql =
        "SELECT COUNT(*), SUM(OCTET_LENGTH(id) + bytes) FROM %s WHERE collection = ? AND listed = 1"
            .formatted(tables.cell());
    return connections.repeatable(
        "The count",
        deadline,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return new Usage(row.getLong(1), row.getLong(2), Duration.ZERO);
            }
          }
        });
  }

  /** The first cells behind a cursor, within the prefix, in the order asked for. */
  private final class Span {

    private final List<Object> arguments = new ArrayList<>();
    private final String text;

    Span(ListQuery query, long collection, @Nullable Bytes cursor, int looks) {
      boolean isDescending = query.direction() == Direction.DESCENDING;
      StringBuilder sql = new StringBuilder(select);
      arguments.add(collection);
      Bytes prefix = Bytes.utf8(query.idPrefix());
      bound(sql, " AND id >= ?", prefix.isEmpty() ? null : prefix);
      bound(sql, " AND id < ?", prefix.prefixEnd());
      bound(sql, isDescending ? " AND id < ?" : " AND id > ?", cursor);
      this.text = sql.append(isDescending ? descending : ascending).append(looks).toString();
    }

    private void bound(StringBuilder sql, String condition, @Nullable Bytes bound) {
      if (bound != null) {
        sql.append(condition);
        arguments.add(bound);
      }
    }
  }
}
