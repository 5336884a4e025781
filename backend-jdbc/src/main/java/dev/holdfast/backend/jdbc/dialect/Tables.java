package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;

/**
 * The names of the tables.
 *
 * @param prefix what they all begin with: lower-case letters, digits and underscores
 */
public record Tables(String prefix) {

  private static final int MAX_PREFIX = 30;

  /**
   * Checks the prefix, which becomes part of SQL text.
   *
   * @throws ConfigurationException if it holds anything but lower-case letters, digits and
   *     underscores, begins with a digit, or is longer than 30 characters
   */
  public Tables {
    if (!prefix.matches("[a-z_][a-z0-9_]*") || prefix.length() > MAX_PREFIX) {
      throw new ConfigurationException(
          ErrorCode.BAD_OPTION,
          "The table prefix \"%s\" is not 1 to %d lower-case letters, digits and underscores."
              .formatted(prefix, MAX_PREFIX));
    }
  }

  /**
   * Returns what orders the entries of one log, or the rows of one map: all columns of the table's
   * key are named, because H2 goes along an index only then, and otherwise sorts all there are.
   *
   * @param key the column that tells them apart
   */
  public static String inOrder(String key, boolean descending) {
    return " ORDER BY cell%1$s, incarnation%1$s, %2$s%1$s"
        .formatted(descending ? " DESC" : "", key);
  }

  /** Returns the table of collections. */
  public String collection() {
    return prefix + "collection";
  }

  /** Returns the table of cells. */
  public String cell() {
    return prefix + "cell";
  }

  /** Returns the table of log entries. */
  public String entry() {
    return prefix + "entry";
  }

  /** Returns the table of the maps' rows. */
  public String row() {
    return prefix + "row";
  }

  /** Returns the table of writers other than each cell's last. */
  public String writer() {
    return prefix + "writer";
  }

  /** Returns the table of what is to be reclaimed. */
  public String garbage() {
    return prefix + "garbage";
  }

  /** Returns the table that tells which version of the schema is there. */
  public String schema() {
    return prefix + "schema";
  }
}
