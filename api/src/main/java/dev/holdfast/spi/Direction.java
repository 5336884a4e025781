package dev.holdfast.spi;

/** Which way a range is read. */
public enum Direction {
  /** From the smallest up. */
  ASCENDING,
  /** From the largest down. */
  DESCENDING
}
