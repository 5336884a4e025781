package dev.holdfast.backend.redis;

import dev.holdfast.backend.redis.commit.Commits;
import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.Connector;
import dev.holdfast.backend.redis.connection.Node;
import dev.holdfast.backend.redis.hint.Subscriptions;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.listing.Index;
import dev.holdfast.backend.redis.listing.Listing;
import dev.holdfast.backend.redis.listing.Sweeper;
import dev.holdfast.backend.redis.listing.UsageWalk;
import dev.holdfast.backend.redis.read.Compactor;
import dev.holdfast.backend.redis.read.Reads;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An open store: the operations, each with its part of the work. */
final class RedisBackend implements Backend {

  private final Connector connector;
  private final Caller caller;
  private final BackendInfo info;
  private final Compactor compactor;
  private final Reads reads;
  private final Commits commits;
  private final Listing listing;
  private final UsageWalk usages;
  private final Subscriptions subscriptions;
  private final Sweeper sweeper;
  private final AtomicBoolean closed = new AtomicBoolean();

  RedisBackend(
      Connector connector,
      Caller caller,
      KeySpace space,
      BackendInfo info,
      InstantSource clock,
      String name,
      Duration heartbeat,
      Duration sweepPause,
      int compactEntries) {
    Index index = new Index(caller, space);
    this.connector = connector;
    this.caller = caller;
    this.info = info;
    this.compactor = new Compactor(caller, space, compactEntries, name);
    this.reads = new Reads(caller, space, compactor);
    this.sweeper = new Sweeper(name, caller, space, index, sweepPause);
    this.commits = new Commits(caller, space, index, sweeper, clock, info.limits());
    this.listing = new Listing(caller, space, index, sweeper);
    this.usages = new UsageWalk(caller, space, index);
    this.subscriptions = new Subscriptions(name, caller, space, heartbeat, connector.patience());
    sweeper.start();
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    return reads.read(requests, deadline);
  }

  @Override
  public HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
    return reads.head(cell, unless, deadline);
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    return commits.commit(cell, commit, deadline);
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    return listing.page(query, deadline);
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    caller.refuseIfClosed("The question for usage");
    return usages.usage(collection, deadline);
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    caller.refuseIfClosed("The watch of " + scope.collection());
    return subscriptions.watch(scope, listener, deadline);
  }

  /** Asks every server that keeps data for a sign of life. */
  @Override
  public Health health(Deadline deadline) {
    caller.refuseIfClosed("The question for health");
    try {
      List<Node> nodes = caller.servers().all("The question for health", deadline);
      for (Node node : nodes) {
        caller.callAt(node, "The question for health", server -> server.ping(), deadline);
      }
      return new Health(true, info.engine() + " at " + nodes + " answers.");
    } catch (HoldfastException e) {
      return new Health(false, e.happened());
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      compactor.close();
      sweeper.close();
      caller.close();
      subscriptions.close();
      connector.close();
    }
  }
}
