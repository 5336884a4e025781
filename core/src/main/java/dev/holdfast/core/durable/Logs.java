package dev.holdfast.core.durable;

import dev.holdfast.spi.LogRef;

/** The names of a table's logs. */
final class Logs {

  private Logs() {}

  static LogRef wal(long number) {
    return new LogRef("wal-" + number);
  }

  static LogRef base(long number) {
    return new LogRef("base-" + number);
  }
}
