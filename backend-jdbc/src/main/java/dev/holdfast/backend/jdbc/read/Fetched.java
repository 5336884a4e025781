package dev.holdfast.backend.jdbc.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a part of a read brought: entries of a log, or rows of a map.
 *
 * @param <T> an entry or a row
 */
abstract class Fetched<T> {

  static final int CONTENT = 1;
  static final int KEY = 2;
  static final int NUMBER = 3;

  private final List<T> rows = new ArrayList<>();

  /** Reads what a row holds from its columns: content, and what tells what that is. */
  abstract void read(ResultSet row, List<T> into) throws SQLException;

  void take(ResultSet row) throws SQLException {
    read(row, rows);
  }

  /** Returns them in no order. */
  List<T> all() {
    return rows;
  }

  /** Returns them in an order, which a union of selects does not promise to keep. */
  List<T> in(Comparator<T> order) {
    rows.sort(order);
    return rows;
  }
}
