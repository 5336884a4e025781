package dev.holdfast.backend.jdbc.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement and the rows of arguments that it runs with.
 *
 * @param before the text before the arguments of a row
 * @param row the text with a row's arguments; in an insert, what may be repeated after a comma
 * @param after the text after them
 * @param isInsert whether many rows fit into one statement
 * @param rows the arguments
 */
record Step(
    String before, String row, String after, boolean isInsert, List<@Nullable Object[]> rows) {

  static Step insert(String before, String row, String after, List<@Nullable Object[]> rows) {
    return new Step(before, row, after, true, rows);
  }

  static Step statement(String text, @Nullable Object... arguments) {
    return statements(text, List.<@Nullable Object[]>of(arguments));
  }

  static Step statements(String text, List<@Nullable Object[]> rows) {
    return new Step("", text, "", false, rows);
  }

  /** Returns the text for one row. */
  String one() {
    return before + row + after;
  }

  /** Returns one text for all rows. */
  String all() {
    StringBuilder text = new StringBuilder(before.length() + rows.size() * (row.length() + 2));
    text.append(before);
    for (int i = 0; i < rows.size(); i++) {
      text.append(i == 0 ? "" : isInsert ? ", " : "; ").append(row);
    }
    return text.append(after).toString();
  }
}
