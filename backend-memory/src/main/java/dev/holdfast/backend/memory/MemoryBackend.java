package dev.holdfast.backend.memory;

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
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Reach;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.spi.support.CommitEvaluator;
import dev.holdfast.spi.support.HintDispatcher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps cells on the heap.
 *
 * <p>Readers take no lock and never wait. A commit waits only for other commits of the same cell,
 * within its deadline. Thread-safe.
 */
public final class MemoryBackend implements Backend {

  /** The limits of a memory backend that was given no others. */
  public static final Limits LIMITS = Limits.DEFAULT;

  private static final Capabilities CAPABILITIES =
      new Capabilities(Durability.APPLIED, Failover.NONE, Reach.ONE_PROCESS, Hints.PUSHED);

  private final String name;
  private final BackendInfo info;
  private final InstantSource clock;
  private final StoreLease lease;
  private final CellStore store;
  private final CommitEvaluator rules;
  private final HintDispatcher hints;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean closed;

  /** Makes an empty store of its own; {@code name} is used in messages and for threads. */
  public MemoryBackend(InstantSource clock, String name) {
    this(clock, name, LIMITS);
  }

  /** Makes an empty store of its own that works within {@code limits}. */
  public MemoryBackend(InstantSource clock, String name, Limits limits) {
    this(clock, name, limits, StoreLease.ofPrivateStore());
  }

  MemoryBackend(InstantSource clock, String name, Limits limits, StoreLease lease) {
    this.name = name;
    this.info = new BackendInfo("memory", "Java " + Runtime.version(), CAPABILITIES, limits);
    this.clock = clock;
    this.lease = lease;
    this.store = lease.store();
    this.rules = new CommitEvaluator(clock, limits);
    this.hints = new HintDispatcher(name);
    store.addHints(hints);
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
    begin("The read", deadline);
    return PartReader.head(store.state(cell), unless);
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    begin("The read", deadline);
    List<CellAnswer> answers = new ArrayList<>(requests.size());
    for (CellRead request : requests) {
      answers.add(PartReader.answer(store.state(request.cell()), request.parts()));
    }
    return answers;
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    begin("The commit", deadline);
    CommitResult result = store.commit(cell, commit, rules, deadline);
    store.sweepTombstones(clock, info.limits().tombstoneRetention());
    return result;
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    begin("The listing", deadline);
    return store.list(query);
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    begin("The question of usage", deadline);
    return store.usage(collection);
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    begin("The watch", deadline);
    return hints.watch(scope, listener);
  }

  @Override
  public Health health(Deadline deadline) {
    requireOpen();
    return new Health(true, "The cells are on the heap of this process.");
  }

  @Override
  public void close() {
    closed = true;
    if (closing.compareAndSet(false, true)) {
      store.removeHints(hints);
      hints.close();
      lease.end();
    }
  }

  private void begin(String what, Deadline deadline) {
    requireOpen();
    deadline.check(what);
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException("The memory backend \"" + name + "\" is closed.");
    }
  }
}
