package dev.holdfast.core.durable;

import dev.holdfast.codec.Codec;
import dev.holdfast.durable.TableOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a table is opened with.
 *
 * @param keys the codec of keys
 * @param values the codec of values
 * @param options how it works
 */
record TableTerms<K, V>(Codec<K> keys, Codec<V> values, TableOptions<K, V> options) {

  /** Returns in which terms {@code wanted} is not like this, for people; none if it is equal. */
  List<String> differences(TableTerms<?, ?> wanted) {
    TableOptions<?, ?> given = wanted.options;
    List<String> found = new ArrayList<>();
    compare(found, "codec of keys", keys, wanted.keys);
    compare(found, "codec of values", values, wanted.values);
    compare(found, "badness threshold", options.badnessThreshold(), given.badnessThreshold());
    compareHidden(found, "comparator", options.order(), given.order());
    compareHidden(found, "callback", options.onUpdate(), given.onUpdate());
    compare(
        found, "durability", orStrongest(options.durability()), orStrongest(given.durability()));
    compare(found, "ownership", options.ownership(), given.ownership());
    compare(found, "write buffer", options.writeBuffer(), given.writeBuffer());
    return found;
  }

  private static void compare(List<String> found, String term, Object known, Object wanted) {
    if (!known.equals(wanted)) {
      found.add("its %s is %s, not %s".formatted(term, known, wanted));
    }
  }

  /** Compares what has no text that tells anything, such as code. */
  private static void compareHidden(
      List<String> found, String term, @Nullable Object known, @Nullable Object wanted) {
    if (wanted == null && known != null) {
      found.add("it has a %s, and none was given".formatted(term));
    } else if (known == null && wanted != null) {
      found.add("it has no %s, and one was given".formatted(term));
    } else if (!Objects.equals(known, wanted)) {
      found.add("it has another %s".formatted(term));
    }
  }

  private static Object orStrongest(@Nullable Object durability) {
    return durability == null ? "the strongest" : durability;
  }
}
