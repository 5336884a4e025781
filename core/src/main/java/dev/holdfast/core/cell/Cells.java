package dev.holdfast.core.cell;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
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
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one namespace, as the stores work with them: a backend with deadlines, commit ids,
 * order per cell and repetition of what failed for a moment.
 *
 * <p>Every call has a deadline: the configured timeout from when it begins, or that of {@link
 * #within}. Reads and commits that find the storage unavailable are repeated with growing pauses
 * until then. Errors are those of {@link dev.holdfast.spi.Backend} and {@link CheckedBackend}.
 * Thread-safe; views made by {@link #within} and {@link #deferringInterrupts} share everything else
 * with their origin.
 */
public final class Cells {

  private final Gateway gateway;
  private final Duration timeout;
  private final @Nullable Deadline shared;
  private final boolean deferring;

  private Cells(Gateway gateway, Duration timeout, @Nullable Deadline shared, boolean deferring) {
    this.gateway = gateway;
    this.timeout = timeout;
    this.shared = shared;
    this.deferring = deferring;
  }

  static Cells of(Gateway gateway, Duration timeout) {
    return new Cells(gateway, timeout, null, false);
  }

  /**
   * Returns the cells of {@code namespace} in {@code backend}, as a writer of its own.
   *
   * @param backend the backend; put behind {@link CheckedBackend} if it is not yet
   * @param namespace the namespace
   * @param timeout the time allowed for each call
   * @param clock what commits are dated by
   * @param workers the threads for work that no caller waits for
   * @throws dev.holdfast.error.InvalidRequestException if the namespace is not a valid name
   */
  public static Cells of(
      Backend backend, String namespace, Duration timeout, InstantSource clock, Workers workers) {
    Gateway gateway = new Gateway(backend, namespace, clock, workers, Backoff.real());
    gateway.collection("any", "any"); // A bad namespace fails the start, not the first use.
    return of(gateway, timeout);
  }

  /** Returns these cells with another time allowed for each call. */
  public Cells within(Duration time) {
    return new Cells(gateway, time, null, deferring);
  }

  /** Returns these cells with one deadline for all calls together. */
  public Cells until(Deadline deadline) {
    return new Cells(gateway, timeout, deadline, deferring);
  }

  /**
   * Returns these cells for a thread that works for others: an interrupt does not end a call, but
   * is set again after it.
   */
  public Cells deferringInterrupts() {
    return new Cells(gateway, timeout, shared, true);
  }

  /** Returns the time allowed for each call. */
  public Duration timeout() {
    return timeout;
  }

  /** Returns the deadline of a call that begins now. */
  public Deadline deadline() {
    return shared == null ? Deadline.after(timeout) : shared;
  }

  /** Returns the deadline of a call that is made at once. */
  private Deadline uponUse() {
    return shared == null ? Deadline.uponUse(timeout) : shared;
  }

  /** Returns the clock that everything tells the time by. */
  public InstantSource clock() {
    return gateway.clock();
  }

  /** Returns the threads for work that no caller waits for. */
  public Workers workers() {
    return gateway.workers();
  }

  /** Returns what the backend is, can do and takes. */
  public BackendInfo info() {
    return gateway.backend().info();
  }

  /**
   * Returns the collection that holds the store {@code name} of a kind; kinds share no collection.
   *
   * @param kind the kind of store, for example {@code contexts}; without a colon
   * @throws dev.holdfast.error.InvalidRequestException if the name is empty, too long or not
   *     Unicode
   */
  public CollectionRef collection(String kind, String name) {
    return gateway.collection(kind, name);
  }

  /**
   * Reads the head of a cell.
   *
   * @param unless the revision that the reader has already, whose value is not read again; {@code
   *     null} to get the head in any case
   */
  public HeadAnswer head(CellRef cell, @Nullable Revision unless) {
    return gateway.repeat(uponUse(), deferring, end -> gateway.backend().head(cell, unless, end));
  }

  /** Reads one part of a cell. */
  @SuppressWarnings("unchecked") // CheckedBackend made sure that each part has its own answer.
  public <A extends PartAnswer> A read(CellRef cell, Part<A> part) {
    return (A) readAll(List.of(CellRead.of(cell, part))).get(0).answers().get(0);
  }

  /** Reads several parts of a cell, all from one state. */
  public CellAnswer read(CellRef cell, List<? extends Part<?>> parts) {
    return readAll(List.of(new CellRead(cell, List.copyOf(parts)))).get(0);
  }

  /** Reads parts of many cells; the answers are in the order of the requests. */
  public List<CellAnswer> readAll(List<CellRead> requests) {
    return gateway.repeat(uponUse(), deferring, end -> gateway.backend().read(requests, end));
  }

  /** Lists one page of cells. */
  public CellPage list(ListQuery query) {
    return gateway.repeat(uponUse(), deferring, end -> gateway.backend().list(query, end));
  }

  /** Lists all cells that {@code query} leads to, page by page; each page has its own deadline. */
  public Iterator<CellSummary> listAll(ListQuery query) {
    return Pages.of(
        query,
        next -> {
          CellPage page = list(next);
          return new Page<>(page.cells(), page.cursor() == null ? null : next.from(page.cursor()));
        });
  }

  /**
   * Reads the entries with {@code after < offset <= upTo} of a log, page by page, of which each has
   * its own deadline. A log that is not there has no entries.
   *
   * <p>The iterator throws {@link dev.holdfast.error.GoneException} once the log was dropped, or
   * entries that it had not come to were trimmed.
   */
  public Iterator<LogEntry> entries(
      CellRef cell, LogRef log, Offset after, Offset upTo, Direction direction) {
    return new LogPages(this, cell, log, after, direction).startingWith(after, upTo);
  }

  /**
   * Reads all rows of a map, page by page, of which each has its own deadline; a sorted map in the
   * order of its keys. A map that is not there has no rows.
   *
   * <p>The iterator throws {@link dev.holdfast.error.GoneException} once the map was dropped.
   */
  public Iterator<Row> rows(CellRef cell, MapRef map) {
    return rows(cell, map, null, null, Direction.ASCENDING);
  }

  /**
   * Reads the rows of a sorted map with {@code from <= key < to}, as {@link #rows(CellRef, MapRef)}
   * does.
   *
   * @param from the smallest key; {@code null} for no bound
   * @param to the key before which to stop; {@code null} for no bound
   */
  public Iterator<Row> rows(
      CellRef cell, MapRef map, @Nullable Bytes from, @Nullable Bytes to, Direction direction) {
    PageSize size = PageSize.of(info().limits());
    return RowPages.read(
        this, cell, new Part.ScanPart(map, from, to, direction, null, size.items(), size.bytes()));
  }

  /** Tells how much a collection holds. */
  public Usage usage(CollectionRef collection) {
    return gateway.repeat(uponUse(), deferring, end -> gateway.backend().usage(collection, end));
  }

  /** Watches for changes, until the watch or the backend is closed. */
  public Watch watch(WatchScope scope, WatchListener listener) {
    return gateway.watch(scope, listener, uponUse());
  }

  /** Has {@code stop} run when Holdfast is closed, after the watches and before the workers. */
  public void whenClosing(Runnable stop) {
    gateway.whenClosing(stop);
  }

  /** Ends all watches, then what {@link #whenClosing} was given; for the entry point. */
  public void stop() {
    gateway.stop();
  }

  /** Tells whether the engine can work right now; does not throw but when closed. */
  public Health health() {
    return gateway.backend().health(uponUse());
  }

  /** Commits at the backend's strongest durability, as {@link #commit(CellRef, Commit)} does. */
  public CommitResult commit(
      CellRef cell, List<Precondition> preconditions, List<Mutation> mutations) {
    return commit(cell, new Commit(null, preconditions, mutations, null));
  }

  /**
   * Applies a commit, exactly once however often its reply is lost.
   *
   * <p>A commit without an id is given one. Commits of one cell are applied in the order of the
   * calls, one at a time.
   *
   * @throws dev.holdfast.error.ConflictException if the state is not as the commit expects
   * @throws dev.holdfast.error.UnavailableException if it could not be tried before the deadline
   * @throws dev.holdfast.error.OutcomeUnknownException if an attempt was made whose outcome could
   *     not be found out before the deadline
   */
  public CommitResult commit(CellRef cell, Commit commit) {
    return gateway.commit(cell, commit, uponUse(), deferring);
  }

  /**
   * Trims or truncates logs until nothing is left to remove, in as many commits as that takes; each
   * has its own deadline.
   *
   * @return the result of the last commit
   * @throws dev.holdfast.error.InvalidRequestException if {@code commit} does anything else
   */
  public CommitResult trimAll(CellRef cell, Commit commit) {
    Trims.requireOnlyTrims(cell, commit);
    CommitResult result = commit(cell, commit);
    while (!result.trimComplete()) {
      result = commit(cell, commit);
    }
    return result;
  }
}
