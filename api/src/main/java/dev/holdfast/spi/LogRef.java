package dev.holdfast.spi;

/**
 * Names a log of a cell.
 *
 * @param name valid Unicode of 1 to {@value #MAX_NAME_BYTES} UTF-8 bytes
 */
public record LogRef(String name) {

  /** The most UTF-8 bytes that the name of a log or map may have. */
  public static final int MAX_NAME_BYTES = 128;

  /**
   * Checks the name.
   *
   * @throws dev.holdfast.error.InvalidRequestException if it is empty, too long or not Unicode
   */
  public LogRef {
    Names.utf8("Log name", name, MAX_NAME_BYTES);
  }
}
