package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.backend.mapdb.journal.Journal;
import dev.holdfast.backend.mapdb.journal.Ticket;
import dev.holdfast.backend.mapdb.row.CellKeys;
import dev.holdfast.backend.mapdb.row.UsageRow;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.backend.mapdb.table.Table;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.spi.support.CommitEvaluator;
import dev.holdfast.spi.support.HintDispatcher;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * One directory of cells: a journal, what is newer than the tables in memory, and the tables.
 *
 * <p>A commit holds its cell's lock while it is judged and added to the journal, not while it is
 * written. It becomes visible when it is as durable as it asked to be. Readers take the current
 * {@link Snapshot} and no lock. Thread-safe.
 */
public final class Store {

  static final String LOCK = "lock";

  private final Path directory;
  private final Journal journal;
  private final Background background;
  private final HintDispatcher hints;
  private final CellLocks locks = new CellLocks();
  private final Throttle throttle;
  private final Damage damage;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private volatile Snapshot snapshot;
  private volatile boolean closed;

  private Store(
      Path directory,
      StoreSettings settings,
      Journal journal,
      Background background,
      HintDispatcher hints,
      Snapshot snapshot) {
    this.directory = directory;
    this.journal = journal;
    this.background = background;
    this.hints = hints;
    this.snapshot = snapshot;
    this.throttle = new Throttle(settings.checkpointBytes());
    this.damage = new Damage(directory);
  }

  /**
   * Opens the store in {@code directory}, made if that is empty; the caller holds its lock.
   *
   * @param name what threads and log lines call it
   * @throws dev.holdfast.error.CorruptException if its files are damaged; nothing was changed
   */
  public static Store open(
      FileLayer files, Path directory, StoreSettings settings, InstantSource clock, String name)
      throws IOException {
    StoreOpening opening = new StoreOpening(files, directory, settings);
    Background background = new Background(name);
    Manifest manifest = opening.manifest();
    List<Table> tables = opening.tables(manifest);
    Snapshot recovered = opening.snapshot(tables);
    Journal journal = opening.journal(manifest, background::askForFlush);
    Store store =
        new Store(directory, settings, journal, background, new HintDispatcher(name), recovered);
    store.start(
        new Checkpoints(files, directory, settings, clock, journal, store.new Lent(), manifest));
    return store;
  }

  private void start(Checkpoints checkpoints) {
    background.start(
        new Background.Work() {
          @Override
          public void flush() {
            journal.flush();
          }

          @Override
          public void work() throws IOException {
            checkpoints.run();
          }

          @Override
          public void failed() {
            throttle.release();
          }
        });
    background.askForWork();
  }

  /** Answers reads; see {@link dev.holdfast.spi.Backend#read}. */
  public List<CellAnswer> read(List<CellRead> requests) {
    refuseIfClosed();
    return damage.watch(() -> requests.stream().map(this::read).toList());
  }

  private CellAnswer read(CellRead request) {
    CellView view = snapshot.visible(CellKeys.cell(request.cell()));
    return new CellReader(view).answer(request.parts());
  }

  /** Applies a commit by the rules of {@code evaluator}. */
  public CommitResult commit(
      CellRef cell, Commit commit, CommitEvaluator evaluator, Deadline deadline) {
    deadline.check("The commit on " + cell);
    refuseIfClosed();
    throttle.pass(() -> snapshot.active().weight(), () -> closed || failure() != null, deadline);
    Bytes prefix = CellKeys.cell(cell);
    boolean force = commit.durability() == null || commit.durability() == Durability.SYNCED;
    CommitResult result;
    Ticket ticket;
    CellLocks.Held held = locks.take(prefix, deadline);
    try {
      gate.readLock().lock();
      try {
        refuseIfClosed();
        refuseIfFailed();
        Snapshot now = snapshot;
        Session session = new Session(now, prefix, cell.idBytes().length());
        result = damage.watch(() -> evaluator.evaluate(cell, session, commit));
        ticket =
            session.isChanged() ? add(cell, prefix, now, session, force) : wait(now, prefix, force);
      } finally {
        gate.readLock().unlock();
      }
    } finally {
      held.release();
    }
    if (ticket != null) {
      journal.await(ticket, deadline);
    }
    return result;
  }

  private Ticket add(CellRef cell, Bytes prefix, Snapshot now, Session session, boolean force) {
    UsageRow usage = session.usage();
    SortedMap<Bytes, Value> changes = damage.watch(session::changes);
    ByteBuffer payload = CommitRecord.encode(prefix, usage, changes);
    Memtable memtable = now.active();
    Slot slot = memtable.slot(prefix);
    TreePMap<Bytes, Value> newest = slot.newest;
    for (Map.Entry<Bytes, Value> row : changes.entrySet()) {
      newest = newest.plus(row.getKey(), row.getValue());
    }
    TreePMap<Bytes, Value> published = newest;
    memtable.addWeight(payload.remaining(), changes.size(), usage.bytes());
    Ticket ticket =
        journal.append(
            payload,
            force,
            () -> {
              slot.visible = published;
              memtable.addUsage(CellKeys.usageOf(prefix), usage);
              hints.changed(cell);
            });
    slot.newest = newest;
    slot.last = ticket;
    if (throttle.isDue(memtable.weight())) {
      background.askForWork();
    }
    return ticket;
  }

  /** A commit that changes nothing still tells of what it found, which must be durable first. */
  private @Nullable Ticket wait(Snapshot now, Bytes prefix, boolean force) {
    Slot slot = now.active().find(prefix);
    if (slot == null && now.frozen() != null) {
      slot = now.frozen().find(prefix);
    }
    Ticket last = slot == null ? null : slot.last;
    boolean safe = last == null || (last.isWritten() && (last.isForced() || !force));
    return safe ? null : journal.barrier(force);
  }

  /** Lists cells; see {@link dev.holdfast.spi.Backend#list}. */
  public CellPage list(ListQuery query) {
    refuseIfClosed();
    return damage.watch(() -> new Listing(snapshot, query).page());
  }

  /** Returns what a collection holds, exactly. */
  public Usage usage(CollectionRef collection) {
    refuseIfClosed();
    UsageRow usage = snapshot.usage(CellKeys.usage(collection));
    return new Usage(usage.cells(), usage.bytes(), Duration.ZERO);
  }

  /** Watches for changes. */
  public Watch watch(WatchScope scope, WatchListener listener) {
    refuseIfClosed();
    return hints.watch(scope, listener);
  }

  /** Tells whether commits can be expected to succeed. */
  public Health health() {
    refuseIfClosed();
    Throwable failed = failure();
    if (failed != null) {
      return new Health(
          false, "The store in " + directory + " takes no commits any more: " + failed);
    }
    CorruptException damaged = damage.first();
    return damaged == null
        ? new Health(true, "The store in " + directory + " takes commits.")
        : new Health(false, "The store in " + directory + " is damaged: " + damaged.getMessage());
  }

  /** Lets commits under way finish, then closes the files. */
  public void close() throws IOException {
    gate.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      gate.writeLock().unlock();
    }
    throttle.release();
    background.stop();
    hints.close();
    journal.close();
  }

  private @Nullable Throwable failure() {
    Throwable failed = journal.failure();
    return failed == null ? background.failure() : failed;
  }

  private void refuseIfFailed() {
    Throwable failed = failure();
    if (failed != null) {
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE,
          "The store in %s failed and takes no commits until it is opened again: %s."
              .formatted(directory, failed),
          failed);
    }
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new ClosedException("The store in " + directory + " is closed.");
    }
  }

  /** What checkpoints may do to the store. */
  private final class Lent implements Checkpoints.State {

    @Override
    public Snapshot snapshot() {
      return snapshot;
    }

    @Override
    public long freeze() {
      gate.writeLock().lock();
      try {
        long segment = journal.seal();
        Snapshot now = snapshot;
        snapshot = new Snapshot(new Memtable(), now.active(), now.tables(), now.usage());
        return segment;
      } finally {
        gate.writeLock().unlock();
        throttle.release();
      }
    }

    @Override
    public void replace(Snapshot replacement) {
      snapshot = replacement;
    }

    @Override
    public boolean isStopping() {
      return background.isStopping();
    }
  }
}
