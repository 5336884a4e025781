package dev.holdfast.examples.monitor;

/** Numbers of bytes as people read them. */
final class Sizes {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Sizes() {}

  static String text(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1000 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    return Text.of(unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
  }
}
