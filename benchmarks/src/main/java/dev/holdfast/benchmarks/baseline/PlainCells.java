package dev.holdfast.benchmarks.baseline;

import java.util.ArrayDeque;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Versioned values, each with a log, on a plain {@link ConcurrentHashMap}.
 *
 * <p>A commit replaces the value and appends to the log in one step, if the version is the one
 * expected; a repeated commit is answered with its first result. A reader takes no lock and sees
 * value and log of one state. Thread-safe.
 *
 * @param <V> a value; immutable
 * @param <E> what the log holds; immutable
 */
public final class PlainCells<V, E> {

  private static final long RETRY_MILLIS = 600_000;

  private final ConcurrentMap<String, Cell<V, E>> cells = new ConcurrentHashMap<>();

  /** Makes an empty store. */
  public PlainCells() {}

  /** An entry of a log, and all before it. */
  public record Entry<E>(long version, E value, long at, @Nullable Entry<E> previous) {}

  /** One state of a cell; at version 0 there is no value yet. */
  public record State<V, E>(long version, @Nullable V value, long at, @Nullable Entry<E> newest) {}

  /** Tells commits apart; a writer has one commit of a cell under way and numbers them upwards. */
  public record CommitId(UUID writer, long sequence, long issuedAt) {}

  /** The result of a commit. */
  public record Committed(long sequence, long version, long at) {}

  private static final class Cell<V, E> {
    volatile State<V, E> state = new State<>(0, null, 0, null);

    /** The newest commit of each writer, the longest idle first. */
    final Map<UUID, Committed> writers =
        new LinkedHashMap<>(2, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<UUID, Committed> eldest) {
            return eldest.getValue().at() < state.at() - 2 * RETRY_MILLIS;
          }
        };
  }

  /** Returns the state of a cell, or {@code null} if it was never written. */
  public @Nullable State<V, E> read(String id) {
    Cell<V, E> cell = cells.get(id);
    return cell == null ? null : cell.state;
  }

  /**
   * Writes the value of the next version and logs {@code entry} with it.
   *
   * @param expected the version before; 0 if there is none
   * @throws ConcurrentModificationException if the version is another one, or the commit was made
   *     too long ago to be repeated; nothing was changed
   */
  public Committed commit(String id, CommitId commit, long expected, V value, E entry) {
    Cell<V, E> cell = cells.get(id);
    if (cell == null) {
      cell = cells.computeIfAbsent(id, key -> new Cell<>());
    }
    synchronized (cell) {
      State<V, E> before = cell.state;
      Committed earlier = cell.writers.get(commit.writer());
      if (earlier != null && earlier.sequence() == commit.sequence()) {
        return earlier;
      }
      long at = Math.max(System.currentTimeMillis(), before.at());
      if (before.version() != expected
          || at - commit.issuedAt() >= RETRY_MILLIS
          || (earlier != null && earlier.sequence() > commit.sequence())) {
        throw new ConcurrentModificationException(id + " is at version " + before.version());
      }
      long version = expected + 1;
      cell.state =
          new State<>(version, value, at, new Entry<>(version, entry, at, before.newest()));
      Committed committed = new Committed(commit.sequence(), version, at);
      cell.writers.put(commit.writer(), committed);
      return committed;
    }
  }

  /** Removes all but the newest {@code count} entries of a log. */
  public void retainLatest(String id, int count) {
    Cell<V, E> cell = cells.get(id);
    if (cell == null) {
      return;
    }
    synchronized (cell) {
      State<V, E> before = cell.state;
      Deque<Entry<E>> kept = new ArrayDeque<>(count);
      for (Entry<E> e = before.newest(); e != null && kept.size() < count; e = e.previous()) {
        kept.push(e);
      }
      Entry<E> newest = null;
      for (Entry<E> e : kept) {
        newest = new Entry<>(e.version(), e.value(), e.at(), newest);
      }
      cell.state = new State<>(before.version(), before.value(), before.at(), newest);
    }
  }
}
