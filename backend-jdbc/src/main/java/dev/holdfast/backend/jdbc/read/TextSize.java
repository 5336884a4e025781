package dev.holdfast.backend.jdbc.read;

import dev.holdfast.value.Bytes;
import java.util.List;

/** How much goes into one text: a server takes no text of any size. */
final class TextSize {

  /** How many bytes of arguments one text takes, unless the first alone is larger. */
  private static final int MAX_BYTES = 1 << 20;

  private TextSize() {}

  /** Returns the index behind the last argument, from {@code from} on, that the text takes. */
  static int end(List<?> arguments, int from) {
    long bytes = bytes(arguments.get(from));
    int to = from + 1;
    while (to < arguments.size() && (bytes += bytes(arguments.get(to))) <= MAX_BYTES) {
      to++;
    }
    return to;
  }

  private static long bytes(Object argument) {
    if (argument instanceof List<?> several) {
      return several.stream().mapToLong(TextSize::bytes).sum();
    }
    return argument instanceof Bytes bytes ? bytes.length() : Long.BYTES;
  }
}
