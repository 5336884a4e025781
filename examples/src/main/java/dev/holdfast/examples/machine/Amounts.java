package dev.holdfast.examples.machine;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers in the units that are published. */
final class Amounts {

  private static final long MEBIBYTE = 1024 * 1024;

  private Amounts() {}

  /** Returns percent with one digit behind the point; 0 of nothing is 0. */
  static BigDecimal percent(long part, long whole) {
    return percent(whole > 0 ? (double) part / (double) whole : 0);
  }

  static BigDecimal percent(double fraction) {
    return rounded(100 * fraction, 1);
  }

  static BigDecimal rounded(double number, int digits) {
    return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP);
  }

  static long mebibytes(long bytes) {
    return bytes / MEBIBYTE;
  }
}
