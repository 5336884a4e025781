package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.CellColumns;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.Tables;

/** The texts of the statements with which a commit reads. */
final class CellQueries {

  private final Dialect dialect;
  private final Tables tables;
  private final String lock;
  private final String writer;
  private final String head;
  private final String run;

  CellQueries(Dialect dialect, Tables tables) {
    this.dialect = dialect;
    this.tables = tables;
    String from = " FROM " + tables.cell() + " WHERE collection = ? AND id = ?";
    this.lock = dialect.lockingRead("SELECT " + CellColumns.NAMES + from);
    this.writer = "SELECT result FROM " + tables.writer() + " WHERE cell = ? AND writer = ?";
    this.head = "SELECT head FROM " + tables.cell() + " WHERE num = ?";
    this.run =
        ("SELECT content, marks FROM %s WHERE cell = ? AND incarnation = ? AND position >= ?"
                + "%s LIMIT 1")
            .formatted(tables.entry(), Tables.inOrder("position", false));
  }

  /** Returns what locks a cell: collection, id. */
  String lock() {
    return lock;
  }

  /** Returns what tells of a writer that is not the cell's last: cell, writer. */
  String writer() {
    return writer;
  }

  /** Returns what reads a head: cell. */
  String head() {
    return head;
  }

  /**
   * Returns what reads the row that ends at a position or behind it: cell, incarnation, position.
   */
  String run() {
    return run;
  }

  /** Returns what reads rows of entries: cell, incarnation, positions. */
  String runs(int count) {
    return dialect.rare(
        "SELECT content, marks FROM %s WHERE cell = ? AND incarnation = ? AND %s"
            .formatted(tables.entry(), dialect.isOneOf("position", count)));
  }

  /** Returns what reads rows without their values: cell, incarnation, keys. */
  String rows(int count) {
    return dialect.rare(
        ("SELECT row_key, version, OCTET_LENGTH(row_key) + OCTET_LENGTH(content) FROM %s"
                + " WHERE cell = ? AND incarnation = ? AND %s")
            .formatted(tables.row(), dialect.isOneOf("row_key", count)));
  }

  /** Returns what reads marks: cell, incarnation, after, before, how many rows. */
  String marks(boolean newestFirst) {
    return ("SELECT marks FROM %s WHERE cell = ? AND incarnation = ? AND position > ?"
            + " AND position < ?%s LIMIT ?")
        .formatted(tables.entry(), Tables.inOrder("position", newestFirst));
  }
}
