package dev.holdfast.backend.jdbc.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement and the rows of arguments that it runs with.
 *
 * @param text the statement
 * @param rows the arguments, at least one row
 */
record Step(StepText text, List<@Nullable Object[]> rows) {

  /** Returns the text for one row. */
  String one() {
    return text.one();
  }

  /** Returns one text for all rows. */
  String all() {
    return text.forRows(rows.size());
  }
}
