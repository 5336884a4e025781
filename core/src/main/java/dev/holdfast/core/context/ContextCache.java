package dev.holdfast.core.context;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Decoded contexts of one collection, at most a given number of them.
 *
 * <p>What it holds may be out of date; whoever uses it has the backend confirm the revision. Where
 * there are too many, the oldest goes that was not used since it was last looked at for that
 * purpose. Readers take no lock. Thread-safe.
 */
final class ContextCache {

  private final CollectionRef collection;
  private final int capacity;
  private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

  /** The entries, each once, in the order in which they are looked at when one has to go. */
  private final Queue<Entry> line = new ConcurrentLinkedQueue<>();

  private static final class Entry {

    final CellRef cell;
    final AtomicReference<@Nullable ContextState> state = new AtomicReference<>();
    volatile boolean used;

    Entry(CellRef cell) {
      this.cell = cell;
    }
  }

  ContextCache(CollectionRef collection, int capacity) {
    this.collection = collection;
    this.capacity = capacity;
  }

  /**
   * Returns the cell of a context.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the id is empty, too long or not Unicode
   */
  CellRef cell(String id) {
    Entry known = entries.get(id); // its id was found valid when it came
    return known == null ? collection.cell(id) : known.cell;
  }

  @Nullable ContextState get(CellRef cell) {
    Entry entry = entries.get(cell.id());
    if (entry == null) {
      return null;
    }
    if (!entry.used) {
      entry.used = true;
    }
    return entry.state.get();
  }

  /** Keeps {@code state}; of an absent context nothing is kept. */
  void put(CellRef cell, ContextState state) {
    if (state.context() == null) {
      remove(cell);
    } else {
      entry(cell).state.set(state);
    }
  }

  /**
   * Keeps {@code state}, unless another one took the place of {@code known} meanwhile.
   *
   * <p>So a slow reader does not put an old state in the place of what a writer has just stored.
   */
  void replace(CellRef cell, @Nullable ContextState known, ContextState state) {
    if (state.context() != null) {
      entry(cell).state.compareAndSet(known, state);
    } else if (known != null) {
      entry(cell).state.compareAndSet(known, null);
    }
  }

  /** Forgets the state; the entry goes when its turn comes. */
  void remove(CellRef cell) {
    Entry entry = entries.get(cell.id());
    if (entry != null) {
      entry.state.set(null);
    }
  }

  private Entry entry(CellRef cell) {
    Entry known = entries.get(cell.id());
    if (known != null) {
      return known;
    }
    Entry added = new Entry(cell);
    Entry first = entries.putIfAbsent(cell.id(), added);
    if (first != null) {
      return first;
    }
    makeRoom();
    if (entries.size() > capacity) {
      entries.remove(cell.id(), added); // there is no room at all
    } else {
      line.add(added);
    }
    return added;
  }

  private void makeRoom() {
    while (entries.size() > capacity) {
      Entry next = line.poll();
      if (next == null) {
        return;
      }
      if (next.used) {
        next.used = false;
        line.add(next);
      } else {
        entries.remove(next.cell.id(), next);
      }
    }
  }
}
