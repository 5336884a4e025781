package dev.holdfast.backend.jdbc.read;

import dev.holdfast.spi.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows of a map. */
final class FetchedRows extends Fetched<Row> {

  @Override
  void read(ResultSet row, List<Row> into) throws SQLException {
    into.add(
        new Row(
            ReadStatement.bytes(row, KEY), ReadStatement.bytes(row, CONTENT), row.getLong(NUMBER)));
  }
}
