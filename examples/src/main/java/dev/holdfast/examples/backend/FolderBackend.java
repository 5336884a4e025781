package dev.holdfast.examples.backend;

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
import dev.holdfast.spi.support.HintDispatcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The eight operations on a {@link FolderStore}, which several instances may share. Thread-safe.
 */
final class FolderBackend implements Backend {

  // snippet: info
  /** A commit writes its cell anew, so values and commits are kept small. */
  static final Limits LIMITS =
      new Limits(
          1 << 20, // bytes in a value
          4 << 20, // bytes in a commit
          1_000, // mutations and preconditions in a commit
          1_000, // entries, rows or cells in a page
          4 << 20, // bytes in an answer
          1_000, // entries trimmed by a commit
          Duration.ofMinutes(10), // a commit may be repeated
          Duration.ofMinutes(30), // a writer is remembered
          Duration.ofHours(24)); // a deleted cell's floors are kept

  private static final BackendInfo INFO =
      new BackendInfo(
          "folder",
          "Java " + Runtime.version(),
          new Capabilities(
              Durability.PROCESS, // written, but not forced to the disk
              Failover.NONE,
              Reach.ONE_PROCESS,
              Hints.PUSHED),
          LIMITS);
  // end of snippet

  private final FolderStore store;
  private final CommitEvaluator rules;
  private final HintDispatcher hints;
  private final AtomicBoolean closed = new AtomicBoolean();

  FolderBackend(FolderStore store, InstantSource clock, String name) {
    this.store = store;
    this.rules = new CommitEvaluator(clock, LIMITS);
    this.hints = new HintDispatcher(name);
    store.addHints(hints);
  }

  @Override
  public BackendInfo info() {
    return INFO;
  }

  // snippet: read
  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    begin("The read", deadline);
    return requests.stream()
        .map(request -> CellReader.answer(store.cell(request.cell()), request.parts()))
        .toList();
  }

  // end of snippet

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    begin("The commit", deadline);
    return store.commit(cell, commit, rules, deadline);
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    begin("The listing", deadline);
    return Listing.page(store.cells(query.collection()), query);
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    begin("The question of usage", deadline);
    return Listing.usage(store.cells(collection));
  }

  // snippet: watch
  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    begin("The watch", deadline);
    return hints.watch(scope, listener);
  }

  // end of snippet

  @Override
  public Health health(Deadline deadline) {
    requireOpen();
    return store.health();
  }

  // snippet: close
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      store.removeHints(hints);
      hints.close();
      store.close();
    }
  }

  private void begin(String what, Deadline deadline) {
    requireOpen();
    deadline.check(what);
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new ClosedException("The backend on " + store + " is closed.");
    }
  }
  // end of snippet
}
