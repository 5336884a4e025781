package dev.holdfast.core.durable;

import dev.holdfast.codec.Codec;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.core.cell.Closing;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Health;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The durable tables that one Holdfast has open. Thread-safe. */
public final class DurableTables {

  private final Cells cells;
  private final CollectionRef collection;
  private final ConcurrentHashMap<CellRef, Place> places = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Makes the tables of {@code cells}, none of them open; they stop with it. */
  public DurableTables(Cells cells) {
    this.cells = cells;
    this.collection = cells.collection("durable", "tables");
    cells.whenClosing(this::stop);
  }

  /**
   * Opens a table, or returns the one that is open; one that failed or lost its ownership is opened
   * anew. Blocks until it is restored.
   *
   * @throws InvalidRequestException if the name is empty, too long or not Unicode, or the table is
   *     open already with other codecs or options
   * @throws ClosedException if they are stopped, also while the table is opened
   */
  public <K, V> DurableTable<K, V> open(
      String name, Codec<K> keys, Codec<V> values, TableOptions<K, V> options) {
    return places
        .computeIfAbsent(cell(name), Place::new)
        .open(new TableTerms<>(keys, values, options));
  }

  private CellRef cell(String name) {
    try {
      return collection.cell(name);
    } catch (InvalidRequestException e) { // it speaks of an id, which callers do not see
      throw new InvalidRequestException(
          e.code(), "The name of a durable table is an id. " + e.happened(), e);
    }
  }

  /**
   * Refuses to be called by an on-update callback, whose table cannot stop before it returns.
   *
   * @throws InvalidRequestException if it is
   */
  public void requireNotTelling() {
    places.values().forEach(Place::requireNotTelling);
  }

  /** Returns why a table that is open takes no changes, {@code null} if all do. */
  public @Nullable Health firstFailure() {
    return places.values().stream()
        .map(Place::health)
        .filter(health -> health != null && !health.healthy())
        .findFirst()
        .orElse(null);
  }

  /** Whoever opens a table sees that it is closed, or this sees the table. */
  private void stop() {
    closed = true;
    Closing closing = new Closing();
    places.values().forEach(place -> closing.then(place::stop));
    closing.rethrow();
  }

  /** Where a table is or was open; one opener at a time. */
  private final class Place {

    private final CellRef cell;

    /** One for all openings, so that a table that failed is no stranger's. */
    private final UUID owner = UUID.randomUUID();

    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Open<?, ?> open;

    private record Open<K, V>(CellTable<K, V> table, TableTerms<K, V> terms) {}

    Place(CellRef cell) {
      this.cell = cell;
    }

    <K, V> DurableTable<K, V> open(TableTerms<K, V> terms) {
      DurableTable<K, V> usable = usable(terms);
      if (usable != null) {
        return usable;
      }
      requireNotToldOfTheLast();
      opening.lock();
      try {
        requireNotClosed();
        usable = usable(terms); // another opener may have been faster
        return usable == null ? openAnew(terms) : usable;
      } finally {
        opening.unlock();
      }
    }

    @SuppressWarnings("unchecked") // equal codecs have equal types
    private <K, V> @Nullable DurableTable<K, V> usable(TableTerms<K, V> terms) {
      Open<?, ?> known = open;
      if (known == null || !known.table.isUsable()) {
        return null;
      }
      requireSame(known.terms, terms);
      return (DurableTable<K, V>) known.table;
    }

    /** Whoever opens it anew ends the last one first, which waits for its callback. */
    private void requireNotToldOfTheLast() {
      Open<?, ?> known = open;
      if (known != null) {
        known.table.requireNotTelling();
      }
    }

    private <K, V> DurableTable<K, V> openAnew(TableTerms<K, V> terms) {
      Open<?, ?> known = open;
      if (known != null && known.table.isStopping()) {
        known.table.stop(cells.timeout()); // or what is dirty would be lost
      } else if (known != null) {
        known.table.abandon();
      }
      CellTable<K, V> table = CellTable.open(cells, cell, owner, terms);
      open = new Open<>(table, terms);
      if (closed) {
        table.close();
      }
      requireNotClosed();
      return table;
    }

    private void requireNotClosed() {
      if (closed) {
        throw new ClosedException(
            "Durable table \"%s\" cannot be opened, as Holdfast is closed.".formatted(cell.id()));
      }
    }

    private void requireSame(TableTerms<?, ?> known, TableTerms<?, ?> wanted) {
      List<String> differences = known.differences(wanted);
      if (!differences.isEmpty()) {
        throw new InvalidRequestException(
            ErrorCode.INVALID_REQUEST,
            "Durable table \"%s\" is open already with other codecs or options: %s. Give the same, or stop it first."
                .formatted(cell.id(), String.join("; ", differences)));
      }
    }

    /** While a table is opened, its callback is told, and the table not yet known. */
    void requireNotTelling() {
      if (opening.isHeldByCurrentThread()) {
        throw new InvalidRequestException(
            ErrorCode.INVALID_REQUEST,
            "Holdfast cannot be closed by what durable table \"%s\" calls while it is opened; close it from another thread."
                .formatted(cell.id()));
      }
      requireNotToldOfTheLast();
    }

    @Nullable Health health() {
      Open<?, ?> known = open;
      return known == null || known.table.isStopped() ? null : known.table.health();
    }

    void stop() {
      awaitOpening();
      Open<?, ?> known = open;
      if (known != null) {
        known.table.close();
      }
    }

    /** Waits for an opener, who stops the table; one that takes long finds the storage closed. */
    private void awaitOpening() {
      try {
        if (opening.tryLock(cells.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
          opening.unlock();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
