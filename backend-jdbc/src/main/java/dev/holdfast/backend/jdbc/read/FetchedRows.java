package dev.holdfast.backend.jdbc.read;

import dev.holdfast.spi.Row;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of a map. */
final class FetchedRows extends Fetched<Row> {

  @Override
  Row read(ResultSet row) throws SQLException {
    return new Row(
        ReadStatement.bytes(row, KEY), ReadStatement.bytes(row, CONTENT), row.getLong(NUMBER));
  }
}
