package dev.holdfast.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A storage engine, as Holdfast sees it: eight operations over cells.
 *
 * <p>Implementations are thread-safe and block. Every call that may wait takes a deadline and keeps
 * it. An interrupt ends a wait with {@link dev.holdfast.error.OutcomeUnknownException} for a commit
 * under way and {@link dev.holdfast.error.UnavailableException} otherwise; the thread's interrupt
 * flag is set again. No exception of a driver leaves unwrapped. The rules that every backend keeps
 * are the numbered clauses of {@code docs/spec.md}; the conformance kit checks them.
 *
 * <p>Arguments were checked by their constructors and, against {@link #info()}'s limits and
 * capabilities, by the caller.
 */
public interface Backend extends AutoCloseable {

  /** Returns what this backend is and can do; constant while it is open, and never waits. */
  BackendInfo info();

  /**
   * Reads parts of any number of cells.
   *
   * <p>All parts of one cell are answered from one state. Different cells may be answered from
   * different moments. Once a commit has returned, every read that begins later sees it.
   *
   * @return one answer for each request, in order
   */
  List<CellAnswer> read(List<CellRead> requests, Deadline deadline);

  /**
   * Reads one cell's head and nothing else; a shorter way to what {@link #read} answers.
   *
   * @param unless the revision that the reader has already, as in {@link Part.HeadPart}; {@code
   *     null} to get the head in any case
   */
  default HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
    Part.HeadPart part = unless == null ? Part.HeadPart.ANY : new Part.HeadPart(unless);
    return read(List.of(CellRead.of(cell, part)), deadline).get(0).head();
  }

  /**
   * Applies a commit to a cell, whole or not at all.
   *
   * @throws dev.holdfast.error.ConflictException if a precondition does not hold, or a head or
   *     append would not go forward; nothing was applied
   * @throws dev.holdfast.error.OutcomeUnknownException if it may or may not have been applied, or
   *     is repeated past {@link Limits#retryHorizon()}
   * @throws dev.holdfast.error.UnavailableException if the engine could not be reached in time;
   *     nothing was applied
   */
  CommitResult commit(CellRef cell, Commit commit, Deadline deadline);

  /** Lists a page of a collection's cells: those with a head, a log or a map. */
  CellPage list(ListQuery query, Deadline deadline);

  /** Tells how much a collection holds. */
  Usage usage(CollectionRef collection, Deadline deadline);

  /**
   * Watches for changes. Every commit that begins after this returns is told of.
   *
   * @return the running watch; closing the backend ends it
   */
  Watch watch(WatchScope scope, WatchListener listener, Deadline deadline);

  /** Tells whether the engine can work right now; cheap, bounded, never throws but when closed. */
  Health health(Deadline deadline);

  /**
   * Closes the backend; idempotent.
   *
   * <p>Later calls fail with {@link dev.holdfast.error.ClosedException}; calls under way finish, or
   * end as if interrupted.
   */
  @Override
  void close();
}
