package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.backend.jdbc.dialect.CellChange.Garbage;
import dev.holdfast.backend.jdbc.dialect.CellChange.NewRow;
import dev.holdfast.backend.jdbc.dialect.CellChange.NewRun;
import dev.holdfast.backend.jdbc.dialect.CellChange.OldRow;
import dev.holdfast.backend.jdbc.dialect.CellChange.Removal;
import dev.holdfast.value.Bytes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A change as one statement: the first part writes the cell's own row if its stamp is as expected,
 * and all others write only if the first did.
 *
 * <p>Lists go as arrays, so that the text depends on the kinds of changes alone and is prepared
 * once.
 */
final class PostgresqlChange {

  private final Connection connection;
  private final Tables tables;
  private final CellChange change;
  private final StringBuilder sql = new StringBuilder(512);
  private final List<@Nullable Object> arguments = new ArrayList<>();

  /** Puts the statement together; {@code cell} writes the cell's own row. */
  PostgresqlChange(Connection connection, Tables tables, CellChange change, Step cell)
      throws SQLException {
    this.connection = connection;
    this.tables = tables;
    this.change = change;
    addCell(cell);
    addEntries(change.entries());
    addRemovals();
    addRows();
    addWriter();
    addGarbage();
    sql.append(" SELECT num FROM c");
  }

  String sql() {
    return sql.toString();
  }

  List<@Nullable Object> arguments() {
    return arguments;
  }

  private void addCell(Step cell) {
    sql.append("WITH c AS (").append(cell.one());
    sql.append(change.isNew() ? " ON CONFLICT DO NOTHING" : "").append(" RETURNING num)");
    arguments.addAll(Arrays.asList(cell.rows().get(0)));
  }

  private void addRemovals() throws SQLException {
    List<Removal> removed = change.removed();
    if (!removed.isEmpty()) {
      part(
          "t AS (DELETE FROM %s AS o USING unnest(?, ?, ?) AS x(i, a, z) WHERE o.cell = ?"
              + " AND o.incarnation = x.i AND o.position > x.a AND o.position <= x.z"
              + " AND EXISTS (SELECT 1 FROM c))",
          tables.entry(),
          numbers(removed, Removal::incarnation),
          bytes(removed, Removal::after),
          bytes(removed, Removal::upTo),
          change.cell());
    }
  }

  private void addEntries(List<NewRun> runs) throws SQLException {
    String insert = "e AS (INSERT INTO %s (cell, incarnation, position, marks, content)";
    if (runs.size() == 1) {
      NewRun run = runs.get(0);
      part(
          insert + " SELECT num, ?, ?, ?, ? FROM c)",
          tables.entry(),
          run.incarnation(),
          run.position(),
          run.marks(),
          run.content());
    } else if (!runs.isEmpty()) {
      part(
          insert + " SELECT c.num, x.* FROM c, unnest(?, ?, ?, ?) AS x)",
          tables.entry(),
          numbers(runs, NewRun::incarnation),
          bytes(runs, NewRun::position),
          bytes(runs, NewRun::marks),
          bytes(runs, NewRun::content));
    }
  }

  private void addRows() throws SQLException {
    List<NewRow> rows = change.rows();
    if (!rows.isEmpty()) {
      part(
          "r AS (INSERT INTO %s (cell, incarnation, row_key, version, content)"
              + " SELECT c.num, x.* FROM c, unnest(?, ?, ?, ?) AS x"
              + " ON CONFLICT (cell, incarnation, row_key)"
              + " DO UPDATE SET version = excluded.version, content = excluded.content)",
          tables.row(),
          numbers(rows, NewRow::incarnation),
          bytes(rows, NewRow::key),
          numbers(rows, NewRow::version),
          bytes(rows, NewRow::content));
    }
    List<OldRow> deleted = change.deletedRows();
    if (!deleted.isEmpty()) {
      part(
          "d AS (DELETE FROM %s AS o USING unnest(?, ?) AS x(i, k) WHERE o.cell = ?"
              + " AND o.incarnation = x.i AND o.row_key = x.k AND EXISTS (SELECT 1 FROM c))",
          tables.row(),
          numbers(deleted, OldRow::incarnation),
          bytes(deleted, OldRow::key),
          change.cell());
    }
  }

  private void addWriter() {
    CellChange.Displaced displaced = change.displaced();
    if (displaced != null) {
      part(
          "f AS (DELETE FROM %s WHERE cell = ? AND committed_at < ? AND writer <> ?"
              + " AND EXISTS (SELECT 1 FROM c))",
          tables.writer(), change.cell(), change.forgetBefore(), displaced.writer());
      part(
          "w AS (INSERT INTO %s (cell, writer, committed_at, result) SELECT num, ?, ?, ? FROM c"
              + " ON CONFLICT (cell, writer)"
              + " DO UPDATE SET committed_at = excluded.committed_at, result = excluded.result)",
          tables.writer(), displaced.writer(), displaced.committedAt(), displaced.result());
    }
  }

  private void addGarbage() throws SQLException {
    List<Garbage> garbage = change.garbage();
    if (!garbage.isEmpty()) {
      part(
          "g AS (INSERT INTO %s (cell, incarnation, due) SELECT c.num, x.* FROM c,"
              + " unnest(?, ?) AS x"
              + " ON CONFLICT (cell, incarnation) DO UPDATE SET due = excluded.due)",
          tables.garbage(), numbers(garbage, Garbage::incarnation), numbers(garbage, Garbage::due));
    }
  }

  private void part(String text, String table, Object... given) {
    sql.append(", ").append(text.formatted(table));
    arguments.addAll(Arrays.asList(given));
  }

  private <T> Array numbers(List<T> parts, ToLongFunction<T> number) throws SQLException {
    return connection.createArrayOf(
        "int8", parts.stream().map(number::applyAsLong).toArray(Long[]::new));
  }

  private <T> Array bytes(List<T> parts, Function<T, Bytes> content) throws SQLException {
    return connection.createArrayOf(
        "bytea", parts.stream().map(content.andThen(Bytes::toArray)).toArray(byte[][]::new));
  }
}
