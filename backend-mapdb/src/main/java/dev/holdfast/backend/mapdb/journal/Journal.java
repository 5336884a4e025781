package dev.holdfast.backend.mapdb.journal;

import dev.holdfast.backend.mapdb.file.FileLayer;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of records that survives a crash, in segments; writers share forces.
 *
 * <p>A writer adds its record to the batch that is waiting, then waits for it to be written. If
 * nobody is writing, it becomes the leader: it writes the batch, forces it if any record asked for
 * that, and wakes the others, one of which leads the next batch. So a single writer works on its
 * own thread, and of many writers all share the force of one. Batches are written strictly one
 * after the other, and published in the order of their records.
 *
 * <p>After a failed write or force nothing more is written: what was under way may or may not be
 * there after the next start, what comes later is refused. Thread-safe.
 */
public final class Journal implements AutoCloseable {

  private final BatchWriter writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final BatchQueue queue;
  private final Runnable onAbandoned;
  private boolean leading;
  private volatile @Nullable IOException failure;

  private Journal(BatchWriter writer, BatchQueue queue, Runnable onAbandoned) {
    this.writer = writer;
    this.queue = queue;
    this.onAbandoned = onAbandoned;
  }

  /** Makes the first segment of a new journal, numbered 1. */
  public static void create(FileLayer files, Path directory, int segmentSize) throws IOException {
    new Segments(files, directory, segmentSize).prepare(1);
  }

  /** Tells whether a file of this name is a journal's. */
  public static boolean isSegment(String fileName) {
    return Format.isSegment(fileName);
  }

  /** Tells whether this segment is as {@link #create} leaves the first: nothing was added yet. */
  public static boolean isNew(FileLayer files, Path directory, String fileName) throws IOException {
    return Format.segmentOf(fileName) == 1 && new Segments(files, directory, 0).isUnused(1);
  }

  /**
   * Opens a journal: reads its records and makes it ready to add more.
   *
   * @param first the first segment that counts; earlier ones are deleted
   * @param records is given the payload of each record, in order
   * @param onAbandoned is called, on any thread, when a writer went away and left its record for
   *     others to write; it sees to it that {@link #flush} is called
   * @throws dev.holdfast.error.CorruptException if records are missing that were safe once
   */
  public static Journal open(
      FileLayer files,
      Path directory,
      int segmentSize,
      long first,
      Consumer<ByteBuffer> records,
      Runnable onAbandoned)
      throws IOException {
    Segments segments = new Segments(files, directory, segmentSize);
    Recovery.End end = new Recovery(segments, records).run(first);
    for (long segment : segments.numbers()) {
      if (segment < first) {
        segments.delete(segment);
      }
    }
    BatchWriter writer = new BatchWriter(segments, end.segment());
    return new Journal(writer, new BatchQueue(segmentSize, end), onAbandoned);
  }

  /**
   * Adds a record, to be written by {@link #await}.
   *
   * @param payload what {@link #open} gives back; used up before this returns
   * @param force whether it must survive the loss of power
   * @param publish is called once when the record is as safe as asked, in the order of the records
   * @throws UnavailableException if the journal has failed; nothing was added
   */
  public Ticket append(ByteBuffer payload, boolean force, Runnable publish) {
    int crc = crcOfCommit(payload);
    Ticket ticket = new Ticket(force, publish);
    lock.lock();
    try {
      refuseIfFailed();
      queue.add(payload, crc, ticket);
    } finally {
      lock.unlock();
    }
    return ticket;
  }

  private static int crcOfCommit(ByteBuffer payload) {
    if (payload.get(payload.position()) != Format.COMMIT) {
      throw new IllegalArgumentException("A payload begins with the kind of a commit.");
    }
    return Format.crc(payload);
  }

  /** The first byte of every payload. */
  public static byte commitKind() {
    return Format.COMMIT;
  }

  /** Adds no record, but something to wait for: that all records added before are written. */
  public Ticket barrier(boolean force) {
    Ticket ticket = new Ticket(force, () -> {});
    lock.lock();
    try {
      refuseIfFailed();
      queue.add(ticket);
    } finally {
      lock.unlock();
    }
    return ticket;
  }

  /**
   * Waits until a record is written, writing it if nobody else does.
   *
   * @throws OutcomeUnknownException if the thread is interrupted, the deadline passes, or the write
   *     failed halfway
   * @throws UnavailableException if an earlier write failed; the record was not written
   */
  public void await(Ticket ticket, Deadline deadline) {
    if (leadsAtOnce(ticket) || (!ticket.isSettled() && park(ticket, deadline))) {
      lead(ticket);
    }
    check(ticket);
  }

  /** Tells whether nobody writes what is waited for; the caller has to, then. */
  private boolean leadsAtOnce(Ticket ticket) {
    lock.lock();
    try {
      if (ticket.isSettled()) {
        return false;
      }
      if (leading) {
        ticket.waiter = Thread.currentThread();
        return false;
      }
      leading = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all that was added is written and forced. An interrupt does not end that: whoever
   * asks for it goes on to close or delete what others would still be writing to.
   */
  public void flush() {
    Ticket barrier = barrier(true);
    if (leadsAtOnce(barrier) || (!barrier.isSettled() && parkToTheEnd(barrier))) {
      lead(barrier);
    }
    check(barrier);
  }

  /**
   * Ends the current segment, so that what is added from now on stands in another one.
   *
   * @return the number of the new segment
   */
  public long seal() {
    lock.lock();
    try {
      refuseIfFailed();
      return queue.seal();
    } finally {
      lock.unlock();
    }
  }

  /** Deletes the segments before {@code segment}, which are needed no more. */
  public void deleteBefore(long segment) throws IOException {
    writer.deleteBefore(segment);
  }

  /** Prepares the segment that will be needed next, unless that was done. */
  public void prepareNext() throws IOException {
    long next;
    lock.lock();
    try {
      next = queue.segment() + 1;
    } finally {
      lock.unlock();
    }
    writer.prepare(next);
  }

  /** Returns how many bytes were ever added since this was opened, and found when it was. */
  public long size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns why nothing can be written any more, or {@code null}. */
  public @Nullable IOException failure() {
    return failure;
  }

  /** Writes and forces what waits, unless the journal has failed, and closes the file. */
  @Override
  public void close() throws IOException {
    try {
      if (failure == null) {
        flush();
      }
    } finally {
      writer.close();
    }
  }

  /** Waits to be done or to lead; returns whether to lead. */
  private boolean park(Ticket ticket, Deadline deadline) {
    while (ticket.state == Ticket.State.WAITING) {
      long nanos = deadline.remainingNanos();
      boolean interrupted = Thread.currentThread().isInterrupted();
      if (nanos == 0 || interrupted) {
        return abandon(ticket, interrupted);
      }
      LockSupport.parkNanos(this, nanos);
    }
    return ticket.state == Ticket.State.LEADING;
  }

  /** Waits to be done or to lead, however long that takes; returns whether to lead. */
  private boolean parkToTheEnd(Ticket ticket) {
    boolean interrupted = false;
    while (ticket.state == Ticket.State.WAITING) {
      // While the flag is set, parking returns at once.
      interrupted |= Thread.interrupted();
      LockSupport.park(this);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ticket.state == Ticket.State.LEADING;
  }

  /** Stops waiting, unless it was just settled or made leader. */
  private boolean abandon(Ticket ticket, boolean interrupted) {
    lock.lock();
    try {
      if (ticket.state != Ticket.State.WAITING) {
        return ticket.state == Ticket.State.LEADING;
      }
      ticket.waiter = null;
    } finally {
      lock.unlock();
    }
    onAbandoned.run();
    throw new OutcomeUnknownException(
        ErrorCode.OUTCOME_UNKNOWN,
        interrupted
            ? "The thread was interrupted while its commit was being written."
            : "The time allowed passed while the commit was being written.");
  }

  private void lead(Ticket own) {
    List<Ticket> done = new ArrayList<>();
    Ticket next = null;
    while (next == null && leading(own)) {
      Batch batch = take();
      BatchWriter.Outcome outcome = failure != null ? null : writer.write(batch);
      if (outcome != null && outcome.failure() == null) {
        batch.tickets.forEach(ticket -> ticket.publish.run());
      }
      next = settle(batch, outcome, own, done);
    }
    if (next != null) {
      LockSupport.unpark(next.waiter);
    }
    for (Ticket ticket : done) {
      LockSupport.unpark(ticket.waiter);
    }
  }

  private static boolean leading(Ticket own) {
    return !own.isSettled();
  }

  private Batch take() {
    lock.lock();
    try {
      return queue.take();
    } finally {
      lock.unlock();
    }
  }

  /** Notes what became of a batch; returns who leads next once {@code own} is settled. */
  private @Nullable Ticket settle(
      Batch batch, BatchWriter.@Nullable Outcome outcome, Ticket own, List<Ticket> done) {
    Ticket.State state = state(outcome);
    lock.lock();
    try {
      if (outcome != null && outcome.failure() != null) {
        failure = outcome.failure();
      } else if (batch.force && outcome != null) {
        queue.forced(batch);
      }
      for (Ticket ticket : batch.tickets) {
        ticket.state = state;
        if (ticket != own && ticket.waiter != null) {
          done.add(ticket);
        }
      }
      queue.reuse(batch);
      return own.isSettled() ? nextLeader() : null;
    } finally {
      lock.unlock();
    }
  }

  private static Ticket.State state(BatchWriter.@Nullable Outcome outcome) {
    if (outcome == null) {
      return Ticket.State.REFUSED;
    }
    if (outcome.failure() == null) {
      return Ticket.State.WRITTEN;
    }
    return outcome.begun() ? Ticket.State.UNKNOWN : Ticket.State.REFUSED;
  }

  private @Nullable Ticket nextLeader() {
    Ticket next = queue.firstWaiting();
    if (next == null) {
      leading = false;
    } else {
      next.state = Ticket.State.LEADING;
    }
    return next;
  }

  private void check(Ticket ticket) {
    if (ticket.state == Ticket.State.UNKNOWN) {
      throw new OutcomeUnknownException(
          ErrorCode.OUTCOME_UNKNOWN, "Writing the commit failed: " + failure, failure);
    }
    if (ticket.state == Ticket.State.REFUSED) {
      refuseIfFailed();
    }
  }

  private void refuseIfFailed() {
    IOException failed = failure;
    if (failed != null) {
      throw new UnavailableException(
          ErrorCode.UNAVAILABLE,
          "An earlier write to the journal failed, so the store takes no commits until it is opened"
              + " again: "
              + failed,
          failed);
    }
  }
}
