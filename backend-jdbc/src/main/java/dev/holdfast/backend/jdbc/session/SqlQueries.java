package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.dialect.Arguments;
import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.value.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks a database, on the connection of a transaction. */
final class SqlQueries {

  private final Connection connection;
  private final Dialect dialect;

  /** Reads one row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  SqlQueries(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Returns the arguments of {@link Dialect#isOneOf}. */
  List<Object> keys(List<Bytes> keys) throws SQLException {
    return dialect.keys(connection, keys);
  }

  /**
   * Returns what each row is read as. A text may begin with a statement that has no rows, such as
   * one that begins a transaction.
   */
  <T> List<T> list(String sql, List<Object> arguments, RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Arguments.set(statement, arguments);
      if (!statement.execute()) {
        statement.getMoreResults();
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
      return found;
    }
  }
}
