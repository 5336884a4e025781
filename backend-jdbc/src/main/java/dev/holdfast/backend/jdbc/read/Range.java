package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.spi.Direction;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A select on a table of entries or of the rows of maps: its condition, order and bounds. */
final class Range {

  private final Source source;
  private final boolean descending;
  private final StringBuilder condition = new StringBuilder(" WHERE cell = ? AND incarnation = ?");
  private final List<Object> arguments = new ArrayList<>();

  /**
   * A table.
   *
   * @param key the column that orders it
   * @param columns those that are read beside the content
   * @param count how many those are
   */
  record Source(String table, String key, String columns, int count) {

    static Source entries(Tables tables) {
      return new Source(tables.entry(), "position", "marks", 1);
    }

    static Source rows(Tables tables) {
      return new Source(tables.row(), "row_key", "row_key, version", 2);
    }
  }

  /** Something that each row has so much of, and how much of it those before a row may have. */
  record Measure(String ofRow, long most) {}

  /** The rows of one log or map. */
  Range(Source source, Direction direction, long cell, long incarnation) {
    this.source = source;
    this.descending = direction == Direction.DESCENDING;
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
    return all() + Tables.inOrder(source.key, descending) + " LIMIT ?";
  }

  /**
   * Returns the text behind the columns, for the first two rows and those behind which still fit:
   * what is behind stays unread.
   */
  String firstThatFit(int rows, List<Measure> measures) {
    String over = " OVER (ORDER BY " + source.key + (descending ? " DESC)" : ")");
    StringJoiner measured = new StringJoiner(", ");
    StringJoiner before = new StringJoiner(", ");
    StringJoiner fits = new StringJoiner(" AND ", "(", ")");
    String text = first(rows);
    for (int i = 0; i < measures.size(); i++) {
      measured.add("%s AS m%d".formatted(measures.get(i).ofRow(), i));
      before.add("SUM(m%1$d)%2$s - m%1$d AS b%1$d".formatted(i, over));
      fits.add("b%d <= ?".formatted(i));
      arguments.add(measures.get(i).most());
    }
    return " FROM (SELECT x.*, %s, ROW_NUMBER()%s AS nth FROM (SELECT *, %s%s) x) f"
            .formatted(before, over, measured, text)
        + " WHERE nth <= 2 OR "
        + fits;
  }
}
