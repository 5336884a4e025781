package dev.holdfast.backend.jdbc.known;

import dev.holdfast.backend.jdbc.cell.StoredCell;
import dev.holdfast.spi.CellRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What this instance last saw of cells: guesses that save a round trip where they are right, and
 * that every statement which builds on one proves by number and stamp.
 *
 * <p>Thread-safe.
 */
public final class KnownCells {

  private static final float LOAD = 0.75f;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<CellRef, StoredCell> cells;

  /** Keeps at most {@code size} cells, those used last. */
  public KnownCells(int size) {
    cells =
        new LinkedHashMap<>(16, LOAD, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<CellRef, StoredCell> eldest) {
            return size() > size;
          }
        };
  }

  /** Returns what was last seen, or {@code null}. */
  public @Nullable StoredCell get(CellRef cell) {
    lock.lock();
    try {
      return cells.get(cell);
    } finally {
      lock.unlock();
    }
  }

  /** Remembers what was seen; {@code null} forgets. */
  public void put(CellRef cell, @Nullable StoredCell seen) {
    lock.lock();
    try {
      if (seen == null) {
        cells.remove(cell);
      } else {
        cells.put(cell, seen);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets {@code seen}, unless something else was seen since. */
  public void forget(CellRef cell, StoredCell seen) {
    lock.lock();
    try {
      cells.remove(cell, seen);
    } finally {
      lock.unlock();
    }
  }
}
