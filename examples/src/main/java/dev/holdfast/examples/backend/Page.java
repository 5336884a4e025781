package dev.holdfast.examples.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The beginning of a range that fits into an answer.
 *
 * @param items what fits; the first in any case
 * @param more whether anything was left out
 */
record Page<T>(List<T> items, boolean more) {

  static <T> Page<T> of(Map<?, T> range, int maxItems, long maxBytes, ToLongFunction<T> size) {
    List<T> items = new ArrayList<>();
    long bytes = 0;
    for (T item : range.values()) {
      bytes += size.applyAsLong(item);
      if (items.size() == maxItems || (bytes > maxBytes && !items.isEmpty())) {
        return new Page<>(items, true);
      }
      items.add(item);
    }
    return new Page<>(items, false);
  }

  T last() {
    return items.get(items.size() - 1);
  }
}
