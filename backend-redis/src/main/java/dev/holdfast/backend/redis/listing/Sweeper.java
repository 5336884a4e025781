package dev.holdfast.backend.redis.listing;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.value.Bytes;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes entries out of the index whose cells are gone, a page now and then, on one daemon thread.
 *
 * <p>It walks round through the collections that this backend has listed or written to, and first
 * looks where a listing came across entries without a cell. An entry goes only if its stamp is old
 * and stays as it was while its cell is looked for, so that nobody who is creating the cell is
 * crossed. Any number of sweepers may work on one index.
 */
public final class Sweeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final int PAGE = 500;
  private static final int MOST_COLLECTIONS = 1_000;
  private static final int MOST_OFFERS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Index index;
  private final CellRecords records;
  private final Duration pause;
  private final Duration old;
  private final Thread thread;
  private final Map<CollectionRef, Progress> collections = new ConcurrentHashMap<>();
  private final BlockingQueue<Offer> offered = new ArrayBlockingQueue<>(MOST_OFFERS);
  private volatile boolean closed;

  private record Offer(CollectionRef collection, List<Bytes> ids) {}

  /**
   * Where the walk through a collection is.
   *
   * @param cursor the last id looked at; {@code null} at the beginning
   */
  private record Progress(@Nullable Bytes cursor) {

    static final Progress BEGINNING = new Progress(null);
  }

  /** Sweeps a page of each collection, then pauses. */
  public Sweeper(String name, Caller caller, KeySpace space, Index index, Duration pause) {
    this(name, caller, space, index, pause, Index.OLD);
  }

  Sweeper(String name, Caller caller, KeySpace space, Index index, Duration pause, Duration old) {
    this.index = index;
    this.records = new CellRecords(caller, space);
    this.pause = pause;
    this.old = old;
    this.thread = new Thread(this::work, "holdfast-" + name + "-sweeper");
    thread.setDaemon(true);
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  /** Has the sweeper look after a collection, and soon at entries whose cells were not found. */
  public void offer(CollectionRef collection, List<Bytes> gone) {
    if (!collections.containsKey(collection) && collections.size() < MOST_COLLECTIONS) {
      collections.putIfAbsent(collection, Progress.BEGINNING);
    }
    if (!gone.isEmpty()) {
      // A full queue refuses: the walk comes by those entries too.
      offered.offer(new Offer(collection, gone));
    }
  }

  private void work() {
    while (!closed) {
      try {
        Offer offer = offered.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (offer == null) {
          sweepPages();
        } else {
          tryTo(
              offer.collection(),
              () -> settle(offer.collection(), offer.ids(), Deadline.after(PATIENCE)));
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void sweepPages() {
    for (CollectionRef collection : collections.keySet()) {
      if (closed) {
        return;
      }
      tryTo(collection, () -> sweepPage(collection));
    }
  }

  /** What one collection fails with is its own affair, and never ends the thread. */
  private static void tryTo(CollectionRef collection, Runnable sweep) {
    try {
      sweep.run();
    } catch (HoldfastException e) { // from a server that is down, or by damage
      LOG.debug("The sweep of {} goes on later.", collection, e);
    } catch (RuntimeException e) {
      LOG.warn("The sweep of {} failed unexpectedly and goes on later.", collection, e);
    }
  }

  /** Settles the next page of a collection's entries; returns whether there is another one. */
  boolean sweepPage(CollectionRef collection) {
    Deadline deadline = Deadline.after(PATIENCE);
    Bytes cursor = collections.getOrDefault(collection, Progress.BEGINNING).cursor();
    Range<Bytes> rest =
        cursor == null
            ? Range.unbounded()
            : Range.from(Boundary.excluding(cursor), Boundary.unbounded());
    List<Bytes> ids = index.ids(collection, rest, Direction.ASCENDING, PAGE, deadline);
    boolean more = ids.size() == PAGE;
    // Noted first, so that the next page has its turn also if this one fails.
    collections.put(collection, more ? new Progress(ids.get(ids.size() - 1)) : Progress.BEGINNING);
    if (!ids.isEmpty()) {
      settle(collection, ids, deadline);
    }
    return more;
  }

  /** Stamps are read before the cells, so that a cell made meanwhile has another stamp by then. */
  private void settle(CollectionRef collection, List<Bytes> ids, Deadline deadline) {
    long now = index.sweep(collection, List.of(), deadline);
    List<Bytes> stamps = index.stamps(collection, ids, deadline);
    List<Bytes> oldIds = new ArrayList<>();
    List<Bytes> oldStamps = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      if (isOld(stamps.get(i), now)) {
        oldIds.add(ids.get(i));
        oldStamps.add(stamps.get(i));
      }
    }
    Map<Bytes, Boolean> gone = records.gone(collection, oldIds, deadline);
    List<Index.Entry> entries = new ArrayList<>();
    for (int i = 0; i < oldIds.size(); i++) {
      Boolean isGone = gone.get(oldIds.get(i)); // null where nobody knows
      if (isGone != null && (isGone || !oldStamps.get(i).isEmpty())) {
        entries.add(new Index.Entry(oldIds.get(i), oldStamps.get(i), isGone));
      }
    }
    if (!entries.isEmpty()) {
      index.sweep(collection, entries, deadline);
    }
  }

  /** A stamp that is no number is of nobody who is creating a cell, so it may go. */
  private boolean isOld(Bytes stamp, long now) {
    try {
      return stamp.isEmpty() || now - Long.parseLong(stamp.toUtf8()) >= old.toMillis();
    } catch (NumberFormatException damaged) {
      return true;
    }
  }

  /** Ends the work; idempotent. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
