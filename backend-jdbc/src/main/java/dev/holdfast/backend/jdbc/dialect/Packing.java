package dev.holdfast.backend.jdbc.dialect;

/**
 * Expressions that put several columns, or many rows, into one binary value. The parts of one are
 * binary and not null.
 */
public interface Packing {

  /** Returns the eight bytes of a number that is not null. */
  String number(String column);

  /** Returns the length of a binary value that is not null, in four bytes. */
  String length(String column);

  /** Returns the bytes of {@code parts} behind each other. */
  String row(String... parts);

  /**
   * Returns an aggregate that puts the bytes of all rows behind each other, of each row those of
   * {@code parts}. Several of one select go through the rows in the same order, whichever it is.
   */
  String all(String... parts);
}
