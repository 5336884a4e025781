package dev.holdfast.spi.support;

/**
 * What a backend keeps of a map beside its rows.
 *
 * @param incarnation tells it from an earlier or later map of the same name
 * @param rows how many rows it holds
 */
public record MapRecord(long incarnation, long rows) {

  MapRecord withRows(long change) {
    return new MapRecord(incarnation, rows + change);
  }
}
