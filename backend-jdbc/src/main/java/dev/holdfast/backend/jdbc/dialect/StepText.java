package dev.holdfast.backend.jdbc.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a statement, which may run with several rows of arguments.
 *
 * @param before the text before the arguments of a row
 * @param row the text with a row's arguments; in an insert, what may be repeated after a comma
 * @param after the text after them
 * @param isInsert whether many rows fit into one statement
 * @param one the text for one row
 */
record StepText(String before, String row, String after, boolean isInsert, String one) {

  static StepText insert(String before, String row, String after) {
    return new StepText(before, row, after, true, before + row + after);
  }

  static StepText statement(String text) {
    return new StepText("", text, "", false, text);
  }

  /** Returns one text for {@code rows} rows. */
  String forRows(int rows) {
    if (rows == 1) {
      return one;
    }
    StringBuilder text = new StringBuilder(before.length() + rows * (row.length() + 2));
    text.append(before);
    for (int i = 0; i < rows; i++) {
      text.append(i == 0 ? "" : isInsert ? ", " : "; ").append(row);
    }
    return text.append(after).toString();
  }

  /** Returns the statement with one row of arguments. */
  Step with(@Nullable Object... arguments) {
    return new Step(this, List.<@Nullable Object[]>of(arguments));
  }
}
