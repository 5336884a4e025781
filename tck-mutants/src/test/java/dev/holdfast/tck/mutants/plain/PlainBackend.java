package dev.holdfast.tck.mutants.plain;

import dev.holdfast.error.ClosedException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Capabilities;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Failover;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.Hints;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Reach;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.spi.support.CommitEvaluator;
import dev.holdfast.spi.support.HintDispatcher;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;

/** Keeps every rule; a mutant overrides what it breaks. Thread-safe. */
public class PlainBackend implements Backend {

  /** Small, so that the tests of limits are short. */
  public static final Limits LIMITS =
      new Limits(
          16 << 10,
          1 << 20,
          64,
          100,
          1 << 20,
          20,
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(24));

  protected final PlainStorage storage;
  protected final InstantSource clock;
  private final CommitEvaluator rules;
  protected final HintDispatcher hints = new HintDispatcher("plain");
  private volatile boolean closed;

  public PlainBackend(PlainStorage storage, InstantSource clock) {
    this(storage, clock, LIMITS);
  }

  /** Takes the bounds of its rules from {@code limits}; {@link #info} may tell others. */
  public PlainBackend(PlainStorage storage, InstantSource clock, Limits limits) {
    this.storage = storage;
    this.clock = clock;
    this.rules = new CommitEvaluator(clock, limits);
    storage.watchers.add(hints);
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        "plain",
        "tree maps",
        new Capabilities(Durability.PROCESS, Failover.NONE, Reach.ONE_PROCESS, Hints.PUSHED),
        LIMITS);
  }

  /** Returns the cell that is kept for the one asked for. */
  protected CellRef stored(CellRef cell) {
    return cell;
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    requireOpen();
    return requests.stream()
        .map(request -> answer(storage.state(stored(request.cell())), request))
        .toList();
  }

  /** Answers all parts from one state. */
  protected CellAnswer answer(PlainCell state, CellRead request) {
    List<PartAnswer> answers = new ArrayList<>();
    request.parts().forEach(part -> answers.add(answer(state, part)));
    return new CellAnswer(
        state.record.version(), state.record.sequence(), state.record.updatedAt(), answers);
  }

  protected PartAnswer answer(PlainCell state, Part<?> part) {
    return part instanceof Part.ScanPart scan
        ? PlainReader.scan(state.maps.get(scan.map()), scan, keyOrder(scan.map()))
        : PlainReader.answer(state, part);
  }

  protected Comparator<Bytes> keyOrder(MapRef map) {
    return Comparator.naturalOrder();
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    requireOpen();
    CellRef ref = stored(cell);
    CommitResult result;
    boolean changed;
    Lock lock = lock();
    lock.lock();
    try {
      PlainCell before = storage.state(ref);
      PlainCell after = before.copy();
      result = rules.evaluate(ref, session(after, commit), prepare(before, commit));
      changed = !after.record.equals(before.record);
      publish(ref, before, after, commit);
    } finally {
      lock.unlock();
    }
    if (changed) {
      tell(ref);
    }
    return result;
  }

  /** Returns the lock that keeps commits apart. */
  protected Lock lock() {
    return storage.lock();
  }

  /** Returns the commit as it is to be judged. */
  protected Commit prepare(PlainCell before, Commit commit) {
    return commit;
  }

  /** Returns what changes {@code state} as the rules ask. */
  protected PlainSession session(PlainCell state, Commit commit) {
    return new PlainSession(state);
  }

  protected void publish(CellRef ref, PlainCell before, PlainCell after, Commit commit) {
    storage.publish(ref, after);
  }

  /** Tells all watches of all instances. */
  protected void tell(CellRef ref) {
    storage.watchers.forEach(watcher -> watcher.changed(ref));
    storage.observers.forEach(observer -> observer.accept(ref));
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    requireOpen();
    Comparator<CellRef> ascending = Comparator.comparing(CellRef::idBytes, idOrder());
    Comparator<CellRef> order =
        query.direction() == Direction.ASCENDING ? ascending : ascending.reversed();
    CellRef after =
        query.cursor() == null ? null : query.collection().cell(query.cursor().toUtf8());
    List<CellSummary> found =
        cells(query.collection())
            .filter(cell -> hasPrefix(cell.getKey().id(), query.idPrefix()))
            .filter(cell -> matches(query, cell.getValue()))
            .filter(cell -> after == null || order.compare(cell.getKey(), after) > 0)
            .sorted(Map.Entry.comparingByKey(order))
            .map(cell -> summary(cell.getKey(), cell.getValue()))
            .toList();
    int size = Math.min(query.pageSize(), found.size());
    Bytes cursor = size < found.size() ? found.get(size - 1).cell().idBytes() : null;
    return new CellPage(found.subList(0, size), cursor);
  }

  private Stream<Map.Entry<CellRef, PlainCell>> cells(CollectionRef collection) {
    return storage.cells().entrySet().stream()
        .filter(cell -> cell.getKey().collection().equals(collection))
        .filter(cell -> isListed(cell.getValue()));
  }

  protected boolean isListed(PlainCell state) {
    return state.isLive();
  }

  protected boolean hasPrefix(String id, String prefix) {
    return id.startsWith(prefix);
  }

  protected Comparator<Bytes> idOrder() {
    return Comparator.naturalOrder();
  }

  protected boolean matches(ListQuery query, PlainCell state) {
    Instant at = state.record.headAt();
    if (at == null) {
      return query.version() == null && query.headSince() == null && query.headBefore() == null;
    }
    return (query.version() == null || query.version() == state.record.version())
        && (query.headSince() == null || !at.isBefore(query.headSince()))
        && (query.headBefore() == null || at.isBefore(query.headBefore()));
  }

  protected CellSummary summary(CellRef ref, PlainCell state) {
    return new CellSummary(
        ref,
        state.record.head(),
        state.record.headAt(),
        Objects.requireNonNull(state.record.updatedAt()));
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    requireOpen();
    long count = cells(collection).count();
    long bytes =
        cells(collection)
            .mapToLong(cell -> cell.getKey().idBytes().length() + bytes(cell.getValue()))
            .sum();
    return new Usage(count, bytes, Duration.ZERO);
  }

  protected long bytes(PlainCell state) {
    return state.bytes();
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    requireOpen();
    return hints.watch(scope, listener);
  }

  @Override
  public Health health(Deadline deadline) {
    requireOpen();
    return new Health(true, "The cells are on the heap of this process.");
  }

  protected void requireOpen() {
    if (closed) {
      throw new ClosedException("The plain backend is closed.");
    }
  }

  @Override
  public void close() {
    closed = true;
    storage.watchers.remove(hints);
    hints.close();
  }
}
