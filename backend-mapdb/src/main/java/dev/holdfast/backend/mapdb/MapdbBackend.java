package dev.holdfast.backend.mapdb;

import dev.holdfast.backend.mapdb.store.Store;
import dev.holdfast.error.ClosedException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Reach;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.spi.support.CommitEvaluator;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** One handle to a store that others in this process may share. */
final class MapdbBackend implements Backend {

  private static final Capabilities CAPABILITIES =
      new Capabilities(Durability.SYNCED, Failover.NONE, Reach.ONE_PROCESS, Hints.PUSHED);

  private final OpenStores.Lease lease;
  private final Store store;
  private final CommitEvaluator evaluator;
  private final BackendInfo info;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  MapdbBackend(OpenStores.Lease lease, InstantSource clock, Limits limits) {
    this.lease = lease;
    this.store = lease.store();
    this.evaluator = new CommitEvaluator(clock, limits);
    this.info = new BackendInfo("mapdb", "MapDB 3.1 tables under a journal", CAPABILITIES, limits);
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    refuseIfClosed();
    deadline.check("The read");
    return store.read(requests);
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    refuseIfClosed();
    return store.commit(cell, commit, evaluator, deadline);
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    refuseIfClosed();
    deadline.check("The listing");
    return store.list(query);
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    refuseIfClosed();
    return store.usage(collection);
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    refuseIfClosed();
    Watch running = store.watch(scope, listener);
    Watch own =
        new Watch() {
          @Override
          public void close() {
            watches.remove(this);
            running.close();
          }
        };
    watches.add(own);
    if (closed.get()) {
      own.close();
    }
    return own;
  }

  @Override
  public Health health(Deadline deadline) {
    refuseIfClosed();
    return store.health();
  }

  /** Ends this handle's watches; the last handle closes the store. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      watches.forEach(Watch::close);
      lease.close();
    }
  }

  private void refuseIfClosed() {
    if (closed.get()) {
      throw new ClosedException("This handle to the store in " + lease.directory() + " is closed.");
    }
  }
}
