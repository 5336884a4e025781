package dev.holdfast.core.durable;

import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableUpdate;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fills a table from its logs, before anybody sees it. Used by one thread. */
final class Restoration<K, V> {

  private final @Nullable Comparator<? super K> order;
  private final Updates<K, V> updates;
  private @Nullable RamTable<K, V> ram;

  Restoration(@Nullable Comparator<? super K> order, Updates<K, V> updates) {
    this.order = order;
    this.updates = updates;
  }

  /** Returns what takes the changes, of which there are about so many. */
  Consumer<TableChange<K, V>> begin(long expected) {
    RamTable<K, V> table =
        new RamTable<>(order, (int) Math.min(Math.max(16, expected), 1 << 28), updates::add);
    ram = table;
    updates.tell(new TableUpdate.Opened<>());
    return change ->
        table.restore(
            change.key(), change instanceof TableChange.Write<K, V> write ? write.value() : null);
  }

  /** Tells a callback that was told of the opening that nothing came of it. */
  void abandon() {
    if (ram != null) {
      updates.tell(new TableUpdate.Closed<>());
    }
  }

  /** Returns the table, after the callback was told what is in it. */
  RamTable<K, V> end() {
    RamTable<K, V> table = ram;
    if (table == null) {
      throw new IllegalStateException("Nothing was restored.");
    }
    table.restored();
    if (updates.isListening()) {
      for (Iterator<Map.Entry<K, Object>> slots = table.slots(); slots.hasNext(); ) {
        K key = slots.next().getKey();
        V value = table.lookup(key);
        if (value != null) {
          updates.tell(new TableUpdate.Changed<>(new TableChange.Write<>(key, value)));
        }
      }
    }
    return table;
  }
}
