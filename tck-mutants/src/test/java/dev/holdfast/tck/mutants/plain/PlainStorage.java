package dev.holdfast.tck.mutants.plain;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.support.HintDispatcher;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What outlives the instances of a plain backend: the cells, and one lock for their writers. */
public final class PlainStorage {

  private static final int UNDONE = 8;
  private static final PlainCell UNKNOWN = new PlainCell();

  private final ConcurrentMap<CellRef, PlainCell> cells = new ConcurrentHashMap<>();
  private final Lock lock = new ReentrantLock();
  private final Deque<Runnable> undo = new ConcurrentLinkedDeque<>();
  final List<HintDispatcher> watchers = new CopyOnWriteArrayList<>();
  final List<Consumer<CellRef>> observers = new CopyOnWriteArrayList<>();

  /** Tells whether any instance is open. */
  public boolean isOpen() {
    return !watchers.isEmpty();
  }

  /** Has {@code observer} told of each change, by the thread that made it, for good. */
  public void observe(Consumer<CellRef> observer) {
    observers.add(observer);
  }

  /** Returns the lock that commits hold. */
  public Lock lock() {
    return lock;
  }

  /** Returns the newest state of a cell; not to be changed. */
  public PlainCell state(CellRef ref) {
    return cells.getOrDefault(ref, UNKNOWN);
  }

  /** Returns all cells, tombstones too. */
  public Map<CellRef, PlainCell> cells() {
    return cells;
  }

  /** Makes a state visible. */
  public void publish(CellRef ref, PlainCell state) {
    PlainCell before = state(ref);
    cells.put(ref, state);
    undo.push(() -> cells.put(ref, before));
    while (undo.size() > UNDONE) {
      undo.pollLast();
    }
  }

  /** Takes back what was published last. */
  public void undo() {
    Runnable last = undo.poll();
    if (last != null) {
      last.run();
    }
  }

  /** Takes back the last few states that were published. */
  public void undoSome() {
    lock.lock();
    try {
      for (int i = 0; i < UNDONE; i++) {
        undo();
      }
    } finally {
      lock.unlock();
    }
  }
}
