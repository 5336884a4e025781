package dev.holdfast.config;

import java.util.Arrays;

/** Units of size, largest first. */
enum SizeUnit {
  TiB(1L << 40),
  TB(1_000_000_000_000L),
  GiB(1L << 30),
  GB(1_000_000_000L),
  MiB(1L << 20),
  MB(1_000_000L),
  KiB(1L << 10),
  kB(1_000L),
  B(1L);

  private final long factor;

  SizeUnit(long factor) {
    this.factor = factor;
  }

  static SizeUnit of(String name) {
    return Arrays.stream(values())
        .filter(unit -> unit.name().equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  /** Returns {@code count} units in bytes, or throws {@link ArithmeticException} on overflow. */
  long bytes(long count) {
    return Math.multiplyExact(count, factor);
  }

  /** Returns {@code bytes} in the largest unit that divides it. */
  static String write(long bytes) {
    return Arrays.stream(values())
        .filter(unit -> bytes != 0 && bytes % unit.factor == 0)
        .findFirst()
        .map(unit -> bytes / unit.factor + unit.name())
        .orElse(bytes + "B");
  }
}
