package dev.holdfast.examples.monitor;

import java.util.Locale;

/** Sentences with numbers in them, written alike on every machine. */
final class Text {

  private Text() {}

  static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
