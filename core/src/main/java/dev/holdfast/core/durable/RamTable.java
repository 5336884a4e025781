package dev.holdfast.core.durable;

import dev.holdfast.durable.TableChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a table shows: a concurrent map, and a record of which of its values are not stored yet.
 *
 * <p>Lookups take no lock. Changes are made under this object's lock, a group under one hold of it,
 * so that a snapshot shows whole groups. A slot holds a plain value; only while a snapshot needs
 * what was there before, it holds a chain of versions. Nothing that waits or is foreign runs under
 * the lock. Thread-safe.
 */
final class RamTable<K, V> {

  /** A mark of a dirty key: when it was made, and the value that is stored. */
  private record Mark<V>(long stamp, @Nullable V stored) {}

  private final ConcurrentMap<K, Object> slots;
  private final Consumer<TableChange<K, V>> told;

  private final Map<K, Mark<V>> dirty = new HashMap<>();
  private final TreeSet<Long> moments = new TreeSet<>();
  private final Set<K> chained = new HashSet<>();
  private long now = 1;
  private long stamps;
  private volatile long size;

  /**
   * Makes an empty table.
   *
   * @param order the order of keys; {@code null} for a hashed table
   * @param expected how many keys there will be, about
   * @param told is told of each change to what shows, under the lock
   */
  RamTable(@Nullable Comparator<? super K> order, int expected, Consumer<TableChange<K, V>> told) {
    this.slots =
        order == null ? new ConcurrentHashMap<>(expected) : new ConcurrentSkipListMap<>(order);
    this.told = told;
  }

  /** Sets a value while nobody else knows this table. */
  void restore(K key, @Nullable V value) {
    if (value == null) {
      slots.remove(key);
    } else {
      slots.put(key, value);
    }
  }

  /** Ends the restoring. */
  void restored() {
    size = slots.size();
  }

  @Nullable V lookup(K key) {
    return current(slots.get(key));
  }

  @SuppressWarnings("unchecked") // a slot holds a value or its versions
  private @Nullable V current(@Nullable Object slot) {
    return slot instanceof Version<?> version ? (V) version.value() : (V) slot;
  }

  /** Returns the value of a slot at a moment for which a snapshot is open. */
  @SuppressWarnings("unchecked") // a slot holds a value or its versions
  @Nullable V at(@Nullable Object slot, long moment) {
    return slot instanceof Version<?> version ? ((Version<V>) version).at(moment) : (V) slot;
  }

  @Nullable Object slot(K key) {
    return slots.get(key);
  }

  Iterator<Map.Entry<K, Object>> slots() {
    return slots.entrySet().iterator();
  }

  /** Returns the map as one that is sorted, {@code null} if it is hashed. */
  @Nullable NavigableMap<K, Object> sorted() {
    return slots instanceof ConcurrentNavigableMap<K, Object> map ? map : null;
  }

  long size() {
    return size;
  }

  synchronized int dirtyCount() {
    return dirty.size();
  }

  /**
   * Shows a value, {@code null} to remove it, that is to be stored later.
   *
   * @param allowed refuses it by throwing; asked under the lock, so that whoever forbids it and
   *     then takes {@link #dirtyValues} misses nothing
   */
  synchronized void dirty(K key, @Nullable V value, Runnable allowed) {
    allowed.run();
    Mark<V> mark = dirty.get(key);
    V stored = mark == null ? lookup(key) : mark.stored;
    dirty.put(key, new Mark<>(++stamps, stored));
    show(key, value);
  }

  /** Returns what is dirty, except for those keys; which they are is asked if there is anything. */
  synchronized List<DirtyValue<K, V>> dirtyValues(Supplier<Set<K>> except) {
    if (dirty.isEmpty()) {
      return List.of();
    }
    Set<K> covered = except.get();
    List<DirtyValue<K, V>> values = new ArrayList<>(dirty.size());
    dirty.forEach(
        (key, mark) -> {
          if (!covered.contains(key)) {
            values.add(new DirtyValue<>(key, lookup(key), mark.stamp));
          }
        });
    return values;
  }

  /** Shows changes that are stored now, together with values that showed already. */
  synchronized void apply(
      Iterable<? extends TableChange<K, V>> changes, List<DirtyValue<K, V>> flushed) {
    for (TableChange<K, V> change : changes) {
      dirty.remove(change.key());
      show(change.key(), change instanceof TableChange.Write<K, V> write ? write.value() : null);
    }
    for (DirtyValue<K, V> value : flushed) {
      Mark<V> mark = dirty.get(value.key());
      if (mark != null && mark.stamp == value.stamp()) {
        dirty.remove(value.key());
      } else if (mark != null) {
        dirty.put(value.key(), new Mark<>(mark.stamp, value.value()));
      }
    }
  }

  /** Removes all keys, what is dirty included. */
  synchronized void clear() {
    dirty.clear();
    for (Map.Entry<K, Object> entry : slots.entrySet()) {
      if (current(entry.getValue()) != null) {
        show(entry.getKey(), null);
      }
    }
  }

  /** Opens a snapshot of what shows. */
  synchronized RamSnapshot<K, V> snapshot() {
    return new RamSnapshot<>(this, open(), size);
  }

  /** Opens a view of what is stored. */
  synchronized StoredView<K, V> stored() {
    Map<K, @Nullable V> hidden = new HashMap<>();
    dirty.forEach((key, mark) -> hidden.put(key, mark.stored));
    return new StoredView<>(snapshot(), hidden);
  }

  private long open() {
    long moment = now++;
    moments.add(moment);
    return moment;
  }

  /** Ends a snapshot; versions that no other one needs become plain values. */
  synchronized void close(long moment) {
    if (!moments.remove(moment)) {
      return;
    }
    long oldest = moments.isEmpty() ? Long.MAX_VALUE : moments.first();
    if (oldest > moment) {
      chained.removeIf(key -> settle(key, oldest));
    }
  }

  private boolean settle(K key, long oldest) {
    if (slots.get(key) instanceof Version<?> version && version.since() > oldest) {
      return false;
    }
    V value = lookup(key);
    if (value == null) {
      slots.remove(key);
    } else {
      slots.put(key, value);
    }
    return true;
  }

  private void show(K key, @Nullable V value) {
    Object before = slots.get(key);
    if (!moments.isEmpty()) {
      slots.put(key, new Version<>(value, now, needed(history(before), now)));
      chained.add(key);
    } else if (value == null) {
      slots.remove(key);
    } else {
      slots.put(key, value);
    }
    count(current(before) != null, value != null);
    told.accept(
        value == null ? new TableChange.Delete<>(key) : new TableChange.Write<>(key, value));
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // changed under the lock alone
  private void count(boolean before, boolean after) {
    if (before != after) {
      size += after ? 1 : -1;
    }
  }

  @SuppressWarnings("unchecked") // a slot holds a value or its versions
  private @Nullable Version<V> history(@Nullable Object slot) {
    if (slot instanceof Version<?> version) {
      return (Version<V>) version;
    }
    return slot == null ? null : new Version<>((V) slot, 0, null);
  }

  /** Returns those of the versions that an open snapshot shows; there may be thousands. */
  @SuppressWarnings("ReferenceEquality") // a chain is used again where nothing of it is left out
  private @Nullable Version<V> needed(@Nullable Version<V> history, long now) {
    Deque<Version<V>> kept = new ArrayDeque<>();
    long until = now;
    for (Version<V> version = history; version != null; version = version.older()) {
      Long moment = moments.ceiling(version.since());
      if (moment != null && moment < until) {
        kept.push(version);
      }
      until = version.since();
    }
    Version<V> chain = null;
    for (Version<V> version : kept) { // the oldest first
      chain =
          version.older() == chain
              ? version
              : new Version<>(version.value(), version.since(), chain);
    }
    return chain;
  }
}
