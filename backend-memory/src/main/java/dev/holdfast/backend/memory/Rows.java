package dev.holdfast.backend.memory;

import dev.holdfast.spi.Row;
import dev.holdfast.spi.support.MapRecord;
import dev.holdfast.value.Bytes;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * One state of a map; never changes. Unsorted maps are kept in key order too: it gives their scans
 * a cursor.
 *
 * @param header the map's record
 * @param byKey the rows
 * @param bytes how many bytes the keys and values of the rows have
 */
record Rows(MapRecord header, TreePMap<Bytes, Row> byKey, long bytes) {

  static Rows empty(MapRecord header) {
    return new Rows(header, TreePMap.empty(), 0);
  }

  Rows withHeader(MapRecord newHeader) {
    return new Rows(newHeader, byKey, bytes);
  }

  Rows put(Row row) {
    long newBytes = bytes - size(byKey.get(row.key())) + size(row);
    return new Rows(header, byKey.plus(row.key(), row), newBytes);
  }

  Rows delete(Bytes key) {
    return new Rows(header, byKey.minus(key), bytes - size(byKey.get(key)));
  }

  private static long size(@Nullable Row row) {
    return row == null ? 0 : row.key().length() + row.value().length();
  }
}
