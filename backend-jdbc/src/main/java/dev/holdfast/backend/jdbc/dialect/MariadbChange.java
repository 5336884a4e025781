package dev.holdfast.backend.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change as one text of several statements, the cell's own row first.
 *
 * @param cell the statement that changes the cell's row
 * @param contents those that change what the cell holds
 */
record MariadbChange(Step cell, List<Step> contents) {

  /** Tells the driver not to have a text prepared by the server. */
  static final String CLIENT_PREPARES = "/*client prepare*/ ";

  /** Ends a text unless its last statement has changed a row. */
  private static final String UNLESS_WRITTEN =
      "; BEGIN NOT ATOMIC IF ROW_COUNT() <> 1 THEN SIGNAL SQLSTATE '40001'; END IF; END";

  private static final int SIGNALLED = 1644;

  void write(Connection connection) throws SQLException {
    run(connection, "", "", "");
  }

  void writeAndCommit(Connection connection) throws SQLException {
    run(connection, "", "", "; COMMIT");
  }

  /** Where the cell's stamp is another, the text ends there with an error, and nothing stays. */
  void writeAlone(Connection connection) throws SQLException {
    run(connection, "START TRANSACTION; ", UNLESS_WRITTEN, "; COMMIT");
  }

  /** Returns whether {@code e} says that a change which went alone met another stamp. */
  static boolean foundAnother(SQLException e) {
    return e.getErrorCode() == SIGNALLED;
  }

  private void run(Connection connection, String before, String afterCell, String after)
      throws SQLException {
    StringBuilder text = new StringBuilder(CLIENT_PREPARES).append(before);
    text.append(cell.all()).append(afterCell);
    contents.forEach(step -> text.append("; ").append(step.all()));
    try (PreparedStatement statement = connection.prepareStatement(text.append(after).toString())) {
      int index = set(statement, 1, cell);
      for (Step step : contents) {
        index = set(statement, index, step);
      }
      statement.execute();
      requireNoFailure(statement);
    }
  }

  private static int set(PreparedStatement statement, int from, Step step) throws SQLException {
    int index = from;
    for (@Nullable Object[] row : step.rows()) {
      Arguments.set(statement, index, row);
      index += row.length;
    }
    return index;
  }

  /** A statement that fails behind others shows when its result is asked for. */
  private static void requireNoFailure(PreparedStatement statement) throws SQLException {
    while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
      statement.getUpdateCount();
    }
  }
}
