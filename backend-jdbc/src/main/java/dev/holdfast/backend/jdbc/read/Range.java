package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.spi.Direction;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A select on a table of entries or of the rows of maps: its condition, order and bounds. */
final class Range {

  private final Source source;
  private final String order;
  private final StringBuilder condition = new StringBuilder(" WHERE cell = ? AND incarnation = ?");
  private final List<Object> arguments = new ArrayList<>();

  /**
   * A table.
   *
   * @param key the column that orders it
   * @param number the column of the entry's instant, or of the row's version
   * @param size how many bytes a row counts for
   */
  record Source(String table, String key, String number, String size) {

    static Source entries(Tables tables) {
      return new Source(tables.entry(), "position", "written_at", "OCTET_LENGTH(content)");
    }

    static Source rows(Tables tables) {
      String size = "OCTET_LENGTH(row_key) + OCTET_LENGTH(content)";
      return new Source(tables.row(), "row_key", "version", size);
    }
  }

  /** The rows of one log or map. */
  Range(Source source, Direction direction, long cell, long incarnation) {
    this.source = source;
    this.order = " ORDER BY " + source.key + (direction == Direction.DESCENDING ? " DESC" : "");
    arguments.add(cell);
    arguments.add(incarnation);
  }

  Source source() {
    return source;
  }

  List<Object> arguments() {
    return arguments;
  }

  /** Narrows it to what a condition holds for. */
  void where(String more, List<? extends Object> given) {
    condition.append(" AND ").append(more);
    arguments.addAll(given);
  }

  /** Narrows it to the keys on one side of {@code bound}, if there is one. */
  void bound(String comparison, @Nullable Bytes bound) {
    if (bound != null) {
      where(source.key + comparison + "?", List.of(bound));
    }
  }

  /** Returns the text behind the columns, for all rows. */
  String all() {
    return " FROM " + source.table + condition;
  }

  /** Returns the text behind the columns, for the first rows. */
  String first(int rows) {
    arguments.add(rows);
    return all() + order + " LIMIT ?";
  }

  /**
   * Returns the text behind the columns, for the first rows up to, and with, the first that does
   * not fit into {@code bytes}: what is behind stays unread.
   */
  String firstThatFit(int rows, long bytes) {
    String columns =
        "%s, %s, content, %s AS size".formatted(source.key, source.number, source.size);
    String over = " OVER (" + order.substring(1) + ")";
    String text =
        " FROM (SELECT x.*, SUM(size)%s AS upto, ROW_NUMBER()%s AS nth FROM (SELECT %s%s) x) f"
                .formatted(over, over, columns, first(rows))
            + " WHERE nth <= 2 OR upto - size <= ?";
    arguments.add(bytes);
    return text;
  }
}
