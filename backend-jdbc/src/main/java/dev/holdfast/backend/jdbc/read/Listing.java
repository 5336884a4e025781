package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.CellColumns;
import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Packing;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Usage;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists and counts the cells of a collection along the index of those that are listed, which is in
 * the byte order of their ids.
 *
 * <p>The cursor is the id of the last cell looked at.
 */
public final class Listing {

  /** How many cells are looked at for one page at most, unless more are wanted. */
  private static final int MAX_LOOKS = 1_000;

  private static final String WHAT = "The listing";

  private static final String COLUMNS = "id, version, tag, head_at, updated_at";

  private final Connections connections;
  private final @Nullable String packed;
  private final Tables tables;
  private final Collections collections;

  /** Lists through {@code connections}. */
  public Listing(Connections connections, Dialect dialect, Tables tables, Collections collections) {
    this.connections = connections;
    this.packed = dialect.packing().map(Listing::packed).orElse(null);
    this.tables = tables;
    this.collections = collections;
  }

  /** Returns the ids of all cells, and the rest of them in the order that {@link #unpack} takes. */
  private static String packed(Packing packing) {
    return packing.all("id")
        + ", "
        + packing.all(
            packing.length("id"),
            packing.number("version"),
            packing.number("tag"),
            PackedCell.instantOrNone(packing, "head_at"),
            packing.number("updated_at"));
  }

  /** Returns a page of a collection. */
  public CellPage page(ListQuery query, Deadline deadline) {
    Long collection = collections.find(query.collection(), deadline);
    return collection == null
        ? new CellPage(List.of(), null)
        : connections.repeatable(WHAT, deadline, c -> page(c, query, new Span(query, collection)));
  }

  private CellPage page(Connection connection, ListQuery query, Span span) throws SQLException {
    return isFiltered(query) ? filtered(connection, query, span) : all(connection, query, span);
  }

  private static boolean isFiltered(ListQuery query) {
    return query.version() != null || query.headSince() != null || query.headBefore() != null;
  }

  private CellPage all(Connection connection, ListQuery query, Span span) throws SQLException {
    List<CellSummary> cells =
        cells(connection, query, span.text(query.pageSize() + 1), span.arguments);
    if (cells.size() <= query.pageSize()) {
      return new CellPage(cells, null);
    }
    List<CellSummary> page = cells.subList(0, query.pageSize());
    return new CellPage(page, page.get(page.size() - 1).cell().idBytes());
  }

  /**
   * Looks at a bounded number of cells; a page that is not full goes on behind the last of them.
   */
  private CellPage filtered(Connection connection, ListQuery query, Span span) throws SQLException {
    int looks = Math.max(MAX_LOOKS, query.pageSize());
    StringBuilder sql = new StringBuilder("SELECT * FROM (");
    sql.append(span.text(looks)).append(") looked WHERE head_at IS NOT NULL");
    List<Object> arguments = new ArrayList<>(span.arguments);
    filter(sql, arguments, " AND version = ?", query.version());
    filter(sql, arguments, " AND head_at >= ?", CellColumns.millis(query.headSince()));
    filter(sql, arguments, " AND head_at < ?", CellColumns.millis(query.headBefore()));
    sql.append(span.order).append(" LIMIT ").append(query.pageSize());
    List<CellSummary> cells = cells(connection, query, sql.toString(), arguments);
    Bytes cursor =
        cells.size() == query.pageSize()
            ? cells.get(cells.size() - 1).cell().idBytes()
            : lastLookedAt(connection, span, looks);
    return new CellPage(cells, cursor);
  }

  private static void filter(
      StringBuilder sql, List<Object> arguments, String text, @Nullable Long bound) {
    if (bound != null) {
      sql.append(text);
      arguments.add(bound);
    }
  }

  private @Nullable Bytes lastLookedAt(Connection connection, Span span, int looks)
      throws SQLException {
    String sql = "SELECT id" + span.from + span.order + " LIMIT 1 OFFSET " + (looks - 1);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Arguments.set(statement, span.arguments);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Bytes.wrap(row.getBytes(1)) : null;
      }
    }
  }

  private List<CellSummary> cells(
      Connection connection, ListQuery query, String sql, List<Object> arguments)
      throws SQLException {
    String text = packed == null ? sql : "SELECT " + packed + " FROM (" + sql + ") l";
    List<CellSummary> cells = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      Arguments.set(statement, arguments);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (packed == null) {
            cells.add(cell(query.collection(), row));
          } else {
            ByteBuffer ids = ReadStatement.bytes(row, 1).asBuffer();
            unpack(query, ids, ReadStatement.bytes(row, 2).asBuffer(), cells);
          }
        }
      }
    }
    return cells;
  }

  private static CellSummary cell(CollectionRef collection, ResultSet row) throws SQLException {
    long headAt = row.getLong(4);
    boolean hasHead = !row.wasNull();
    return cell(
        collection.cell(Bytes.wrap(row.getBytes(1)).toUtf8()),
        hasHead ? new Revision(row.getLong(2), row.getLong(3)) : null,
        headAt,
        row.getLong(5));
  }

  private static void unpack(
      ListQuery query, ByteBuffer ids, ByteBuffer rest, List<CellSummary> cells) {
    while (rest.hasRemaining()) {
      byte[] id = new byte[rest.getInt()];
      ids.get(id);
      Revision revision = new Revision(rest.getLong(), rest.getLong());
      long headAt = rest.getLong();
      cells.add(
          cell(
              query.collection().cell(Bytes.wrap(id).toUtf8()),
              headAt == PackedCell.NO_INSTANT ? null : revision,
              headAt,
              rest.getLong()));
    }
    Comparator<CellSummary> byId = Comparator.comparing(cell -> cell.cell().idBytes());
    cells.sort(query.direction() == Direction.DESCENDING ? byId.reversed() : byId);
  }

  private static CellSummary cell(
      CellRef cell, @Nullable Revision head, long headAt, long updatedAt) {
    return new CellSummary(
        cell,
        head,
        head == null ? null : Instant.ofEpochMilli(headAt),
        Instant.ofEpochMilli(updatedAt));
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

  /** The listed cells from the cursor on, within the prefix, in the order asked for. */
  private final class Span {

    private final List<Object> arguments = new ArrayList<>();
    private final String from;
    private final String order;

    Span(ListQuery query, long collection) {
      boolean descending = query.direction() == Direction.DESCENDING;
      StringBuilder text = new StringBuilder(" FROM ").append(tables.cell());
      text.append(" WHERE collection = ? AND listed = 1");
      arguments.add(collection);
      Bytes prefix = Bytes.utf8(query.idPrefix());
      bound(text, " AND id >= ?", prefix.isEmpty() ? null : prefix);
      bound(text, " AND id < ?", prefix.prefixEnd());
      bound(text, descending ? " AND id < ?" : " AND id > ?", query.cursor());
      this.from = text.toString();
      this.order = " ORDER BY id" + (descending ? " DESC" : "");
    }

    private void bound(StringBuilder text, String condition, @Nullable Bytes bound) {
      if (bound != null) {
        text.append(condition);
        arguments.add(bound);
      }
    }

    String text(int limit) {
      return "SELECT " + COLUMNS + from + order + " LIMIT " + limit;
    }
  }
}
