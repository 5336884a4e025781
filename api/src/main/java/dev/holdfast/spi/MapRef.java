package dev.holdfast.spi;

/**
 * Names a map of a cell, and says whether its rows are kept in key order.
 *
 * <p>The order belongs to the name: a sorted and an unsorted map of one name are two maps.
 *
 * @param name valid Unicode of 1 to {@value LogRef#MAX_NAME_BYTES} UTF-8 bytes
 * @param sorted whether scans go in the byte order of the keys, and may be bounded
 */
public record MapRef(String name, boolean sorted) {

  /** The most bytes that a row's key may have. */
  public static final int MAX_KEY_BYTES = 1024;

  /**
   * Checks the name.
   *
   * @throws dev.holdfast.error.InvalidRequestException if it is empty, too long or not Unicode
   */
  public MapRef {
    Names.utf8("Map name", name, LogRef.MAX_NAME_BYTES);
  }

  /** Names a map whose rows are kept in the byte order of their keys. */
  public static MapRef sorted(String name) {
    return new MapRef(name, true);
  }

  /** Names a map whose rows have no order. */
  public static MapRef unsorted(String name) {
    return new MapRef(name, false);
  }
}
