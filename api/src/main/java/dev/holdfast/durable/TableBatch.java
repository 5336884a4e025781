package dev.holdfast.durable;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Changes to be made together, and effects to be handed back once they are stored.
 *
 * <p>Not thread-safe; must not change while it is given to a table.
 *
 * @param <K> the keys
 * @param <V> the values
 * @param <E> the effects
 */
public final class TableBatch<K, V, E> {

  private final List<TableChange<K, V>> changes = new ArrayList<>();
  private final List<E> effects = new ArrayList<>();

  /** Makes an empty batch. */
  public TableBatch() {}

  /** Adds the writing of a value. */
  public TableBatch<K, V, E> write(K key, V value) {
    changes.add(new TableChange.Write<>(key, value));
    return this;
  }

  /** Adds the removal of a key. */
  public TableBatch<K, V, E> delete(K key) {
    changes.add(new TableChange.Delete<>(key));
    return this;
  }

  /** Adds an effect, which the table hands back and does nothing else with. */
  public TableBatch<K, V, E> then(E effect) {
    effects.add(requireNonNull(effect));
    return this;
  }

  /** Returns a view of the changes, in order; of two to one key the later one counts. */
  public List<TableChange<K, V>> changes() {
    return Collections.unmodifiableList(changes);
  }

  /** Returns a view of the effects, in order. */
  public List<E> effects() {
    return Collections.unmodifiableList(effects);
  }
}
