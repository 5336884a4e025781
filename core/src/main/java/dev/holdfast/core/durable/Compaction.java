package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Cells;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the logs of a table into a base, while others read and write.
 *
 * <p>First the writers move on to a new wal; then what was stored at that moment is written as a
 * base, block by block, between their groups; then the head says that the base replaces the wals
 * before. Until that last step the old logs count, after it the new ones, so that it may stop
 * anywhere. One at a time. Thread-safe.
 */
final class Compaction<K, V> {

  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

  /** The bytes of a block: much, for few commits, but little enough that writers hardly wait. */
  private static final int BLOCK_BYTES = 256 << 10;

  private final String table;
  private final OwnedLog log;
  private final RamTable<K, V> ram;
  private final ChangeCodec<K, V> codec;
  private final int threshold;
  private final Consumer<ToLongFunction<Cells>> lane;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile long count;

  /** After a failure, the length of the log at which to try again. */
  private volatile long retryAt;

  /**
   * Makes one.
   *
   * @param lane runs a piece of work between the groups of writers
   */
  Compaction(
      String table,
      OwnedLog log,
      RamTable<K, V> ram,
      ChangeCodec<K, V> codec,
      int threshold,
      Consumer<ToLongFunction<Cells>> lane) {
    this.table = table;
    this.log = log;
    this.ram = ram;
    this.codec = codec;
    this.threshold = threshold;
    this.lane = lane;
  }

  long badness() {
    return Math.max(0, log.length() - ram.size());
  }

  long count() {
    return count;
  }

  /** Starts one on a thread of its own, if it is time and none is running. */
  void startIfDue() {
    if (isDue() && running.compareAndSet(false, true)) {
      Thread thread = new Thread(this::runAlone, "holdfast-compaction-" + table);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private boolean isDue() {
    return !stopped && badness() >= threshold && log.length() >= retryAt;
  }

  private void runAlone() {
    turn.lock();
    try {
      run();
    } catch (HoldfastException e) {
      retryAt = log.length() + threshold;
      if (!stopped) {
        LOG.warn("Durable table \"{}\" could not be compacted; it is tried again.", table, e);
      }
    } finally {
      turn.unlock();
      running.set(false);
    }
    startIfDue(); // what came while it ran may be enough for another one
  }

  /** Runs one on this thread, after the one that is running. */
  void run(Deadline deadline) {
    waitForTurn(deadline);
    try {
      run();
    } finally {
      turn.unlock();
    }
  }

  /** Has none begin any more, and the one that is running end soon. */
  void cancel() {
    stopped = true;
  }

  /** Has none begin any more, and waits for the one that is running. */
  void stop(Deadline deadline) {
    cancel();
    waitForTurn(deadline);
    turn.unlock();
  }

  private void waitForTurn(Deadline deadline) {
    if (turn.tryLock()) { // where there is nothing to wait for, an interrupt ends nothing
      return;
    }
    try {
      if (turn.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          ErrorCode.INTERRUPTED,
          "The wait for the compaction of durable table \"%s\" was interrupted.".formatted(table),
          e);
    }
    throw new UnavailableException(
        ErrorCode.DEADLINE_EXCEEDED,
        "The compaction of durable table \"%s\" took too long.".formatted(table));
  }

  private void run() {
    List<StoredView<K, V>> views = new ArrayList<>();
    long[] base = new long[1];
    try {
      lane.accept(
          cells -> {
            log.beginBase(cells);
            base[0] = log.head().building();
            views.add(ram.stored());
            return 0;
          });
      Blocks blocks = new Blocks(base[0]);
      views.get(0).forEach(blocks::add);
      blocks.end();
      lane.accept(
          cells -> {
            requireBuilding(base[0]);
            log.endBase(cells, blocks.size);
            return 0;
          });
      count(1);
    } finally {
      views.forEach(StoredView::close);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // changed in turn
  private void count(int one) {
    count += one;
  }

  private void requireBuilding(long base) {
    if (stopped || log.head().building() != base) {
      throw new ClosedException(
          "The compaction of durable table \"%s\" was overtaken by a clear or a stop."
              .formatted(table));
    }
  }

  /** The base in the making: groups of about the size of a block. */
  private final class Blocks {

    private final long base;
    private final List<Bytes> waiting = new ArrayList<>();
    private long waitingBytes;
    private long groups;
    private long size;

    Blocks(long base) {
      this.base = base;
    }

    void add(TableEntry<K, V> entry) {
      Bytes bytes = codec.encode(new TableChange.Write<>(entry.key(), entry.value()));
      waiting.add(bytes);
      waitingBytes += bytes.length();
      size++;
      if (waitingBytes >= BLOCK_BYTES) {
        end();
      }
    }

    void end() {
      if (waiting.isEmpty()) {
        return;
      }
      long number = ++groups;
      lane.accept(
          cells -> {
            requireBuilding(base);
            GroupWriter writer =
                new GroupWriter(
                    cells.info().limits(),
                    (entries, from) -> log.appendToBase(cells, number, entries, from));
            waiting.forEach(writer::add);
            writer.end();
            return 0;
          });
      waiting.clear();
      waitingBytes = 0;
    }
  }
}
