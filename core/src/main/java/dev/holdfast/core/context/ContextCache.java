package dev.holdfast.core.context;

import dev.holdfast.spi.CellRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decoded contexts that were used last, at most a given number of them.
 *
 * <p>What it holds may be out of date; whoever uses it has the backend confirm the revision.
 * Thread-safe.
 */
final class ContextCache {

  private final Map<CellRef, ContextState> states;

  ContextCache(int capacity) {
    states =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<CellRef, ContextState> eldest) {
            return size() > capacity;
          }
        };
  }

  synchronized @Nullable ContextState get(CellRef cell) {
    return states.get(cell);
  }

  /** Keeps {@code state}; of an absent context nothing is kept. */
  synchronized void put(CellRef cell, ContextState state) {
    if (state.context() == null) {
      states.remove(cell);
    } else {
      states.put(cell, state);
    }
  }

  /**
   * Keeps {@code state}, unless another one took the place of {@code known} meanwhile.
   *
   * <p>So a slow reader does not put an old state in the place of what a writer has just stored.
   */
  @SuppressWarnings("ReferenceEquality") // it is this very object that nobody must have replaced
  synchronized void replace(CellRef cell, @Nullable ContextState known, ContextState state) {
    if (state != known && states.get(cell) == known) {
      put(cell, state);
    }
  }

  synchronized void remove(CellRef cell) {
    states.remove(cell);
  }
}
