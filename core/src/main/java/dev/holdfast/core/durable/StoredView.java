package dev.holdfast.core.durable;

import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableSnapshot;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What of a table was stored at one moment: a snapshot, except for what was dirty then.
 *
 * @param shown what showed
 * @param hidden the stored values of keys that were dirty; {@code null} for none
 */
record StoredView<K, V>(TableSnapshot<K, V> shown, Map<K, @Nullable V> hidden)
    implements AutoCloseable {

  /** Hands every entry to {@code target}. */
  void forEach(Consumer<TableEntry<K, V>> target) {
    for (TableEntry<K, V> entry : shown) {
      if (!hidden.containsKey(entry.key())) {
        target.accept(entry);
      }
    }
    hidden.forEach(
        (key, value) -> {
          if (value != null) {
            target.accept(new TableEntry<>(key, value));
          }
        });
  }

  @Override
  public void close() {
    shown.close();
  }
}
