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

  /** Reads one from its columns: content, key and number. */
  abstract T read(ResultSet row) throws SQLException;

  void take(ResultSet row) throws SQLException {
    rows.add(read(row));
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
