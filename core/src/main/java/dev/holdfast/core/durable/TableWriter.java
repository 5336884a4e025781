package dev.holdfast.core.durable;

import dev.holdfast.core.cell.Cells;
import dev.holdfast.core.cell.Combiner;
import dev.holdfast.durable.TableChange;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.durable.TableStats;
import dev.holdfast.durable.TableUpdate;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.FencedException;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of changes into a table, from its callers to the log. Thread-safe. */
final class TableWriter<K, V> {

  private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

  private final Cells cells;
  private final CellRef cell;
  private final ChangeCodec<K, V> codec;
  private final OwnedLog log;
  private final RamTable<K, V> ram;
  private final Updates<K, V> updates;
  private final TableLife life;
  private final WriteBuffer buffer;
  private final Compaction<K, V> compaction;
  private final GroupCommit<K, V> commit;
  private final Combiner<CellRef, Request<K, V>, Long> lane;

  TableWriter(
      Cells cells,
      CellRef cell,
      TableOptions<K, V> options,
      ChangeCodec<K, V> codec,
      OwnedLog log,
      RamTable<K, V> ram,
      Updates<K, V> updates,
      TableLife life) {
    this.cells = cells;
    this.cell = cell;
    this.codec = codec;
    this.log = log;
    this.ram = ram;
    this.updates = updates;
    this.life = life;
    this.buffer = new WriteBuffer(cell.id(), options.writeBuffer());
    this.compaction =
        new Compaction<>(cell.id(), log, ram, codec, options.badnessThreshold(), this::performTask);
    this.commit =
        new GroupCommit<>(cells, cell.id(), log, ram, codec, updates, life, compaction::startIfDue);
    this.lane = Combiner.ofChanges(Integer.MAX_VALUE, cells.workers().executor(), commit);
  }

  /** Returns the request for changes. */
  Request<K, V> changes(List<TableChange<K, V>> changes) {
    return new Request.Changes<>(List.copyOf(changes), codec.encodeAll(changes));
  }

  /** Has a request done, and returns its result. */
  long perform(Request<K, V> request) {
    requireChangeable();
    int cost = buffer.cost(request.size());
    Deadline deadline = cells.deadline();
    buffer.take(cost, deadline);
    try {
      return lane.perform(cell, request, deadline);
    } finally {
      buffer.give(cost);
    }
  }

  /** Has a request done without waiting; whatever is refused fails the stage. */
  @SuppressWarnings("FutureReturnValueIgnored") // whatever fails, fails the stage
  <R> CompletionStage<R> submit(Supplier<Request<K, V>> request, Function<Long, R> result) {
    CompletableFuture<R> stage = new CompletableFuture<>();
    try {
      life.requireOpen();
      Request<K, V> made = request.get();
      int cost = buffer.cost(made.size());
      buffer.takeNow(cost);
      lane.submit(cell, made, cells.deadline())
          .whenComplete(
              (value, error) -> {
                buffer.give(cost);
                if (error == null) {
                  stage.complete(result.apply(value));
                } else {
                  stage.completeExceptionally(error);
                }
              });
    } catch (RuntimeException e) { // also what a codec of the application throws
      stage.completeExceptionally(e);
    }
    return stage;
  }

  /**
   * Shows a value, {@code null} to remove the key, and marks it as to be stored.
   *
   * <p>It is encoded now, for the check: one that cannot be would fail the changes of others later.
   */
  void dirty(K key, @Nullable V value) {
    life.requireOpen();
    log.requireUsable();
    codec.encode(
        value == null ? new TableChange.Delete<>(key) : new TableChange.Write<>(key, value));
    ram.dirty(key, value, life::requireOpen); // again: a codec takes its time
    updates.tell();
  }

  void clear() {
    requireChangeable();
    performTask(
        within -> {
          log.clear(within);
          ram.clear();
          updates.tell();
          return 0;
        });
  }

  long ensureVersion(long version) {
    requireChangeable();
    return performTask(
        within -> {
          Long known = log.head().version();
          if (known != null) {
            return known;
          }
          log.version(within, version);
          return version;
        });
  }

  void compact() {
    perform(new Request.Flush<>());
    compaction.run(cells.deadline());
  }

  void drop() {
    requireChangeable();
    performTask(
        within -> {
          log.drop(within);
          compaction.cancel();
          ram.clear();
          life.beginStop();
          end();
          return 0;
        });
  }

  /** Stops within the time that each call has; keeps interrupts for later, as nobody repeats it. */
  void close() {
    boolean interrupted = false;
    Deadline deadline = cells.deadline();
    try {
      while (!life.isStopped()) {
        interrupted |= Thread.interrupted();
        try {
          stop(cells.timeout(), deadline);
        } catch (UnavailableException e) {
          if (e.code() != ErrorCode.INTERRUPTED) {
            throw e;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void stop(Duration timeout) {
    stop(timeout, Deadline.after(timeout));
  }

  private void stop(Duration timeout, Deadline deadline) {
    if (life.isStopped()) {
      return;
    }
    updates.requireNotTelling();
    life.beginStop();
    try {
      compaction.stop(deadline);
      lane.perform(cell, new Request.Task<>(this::release), deadline);
    } catch (UnavailableException e) {
      throw e.code() == ErrorCode.DEADLINE_EXCEEDED ? notStopped(timeout, e) : e;
    } catch (OutcomeUnknownException e) {
      if (log.failure() == null) { // another thread is at it, and may yet succeed
        throw notStopped(timeout, e);
      }
      giveUp(e);
    } catch (FencedException | ClosedException | CorruptException e) {
      giveUp(e);
    }
  }

  private UnavailableException notStopped(Duration timeout, HoldfastException e) {
    boolean interrupted = Thread.currentThread().isInterrupted();
    return new UnavailableException(
        interrupted ? ErrorCode.INTERRUPTED : ErrorCode.DEADLINE_EXCEEDED,
        interrupted
            ? "The stop of durable table \"%s\" was interrupted; stop it again. %s"
                .formatted(cell.id(), e.happened())
            : "Durable table \"%s\" did not stop in %d ms; stop it again, perhaps with more time. %s"
                .formatted(cell.id(), timeout.toMillis(), e.happened()),
        e);
  }

  /** Stops although nothing can be stored any more; a stop that has ended meanwhile is enough. */
  private void giveUp(HoldfastException e) {
    if (!life.isStopped()) {
      LOG.warn(
          "Durable table \"{}\" stops without storing what is dirty ({} keys): {}",
          cell.id(),
          ram.dirtyCount(),
          e.happened());
      end();
    }
  }

  /** Stores what is dirty and gives the table up; in the lane, behind all changes. */
  private long release(Cells within) {
    if (!life.isStopped()) {
      commit.flush(within);
      log.release(within);
      end();
    }
    return 0;
  }

  /** Stops without touching the storage, which cannot be written or belongs to another owner. */
  void abandon() {
    life.beginStop();
    compaction.cancel();
    end();
  }

  private void end() {
    if (life.endStop()) {
      updates.tell(new TableUpdate.Closed<>());
    }
  }

  private long performTask(ToLongFunction<Cells> work) {
    return lane.perform(cell, new Request.Task<>(work), cells.deadline());
  }

  private void requireChangeable() {
    life.requireOpen();
    updates.requireNotTelling();
  }

  void requireNotTelling() {
    updates.requireNotTelling();
  }

  /** Tells whether the log has not failed. */
  boolean takesMore() {
    return log.failure() == null;
  }

  TableStats stats() {
    return new TableStats(
        ram.size(),
        ram.dirtyCount(),
        log.length(),
        compaction.badness(),
        compaction.count(),
        log.head().epoch(),
        buffer.taken());
  }

  Health health() {
    HoldfastException failure = log.failure();
    if (failure != null) {
      return new Health(false, failure.happened());
    }
    return life.isOpen()
        ? new Health(true, "Durable table \"%s\" takes changes.".formatted(cell.id()))
        : new Health(false, "Durable table \"%s\" has stopped.".formatted(cell.id()));
  }
}
