package dev.holdfast.backend.mapdb.journal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The batches that wait to be written: all but the newest are sealed, so each ends its segment.
 *
 * <p>Guarded by the lock of the {@link Journal}, which alone uses it.
 */
final class BatchQueue {

  private final int segmentSize;
  private final Deque<Batch> batches = new ArrayDeque<>();
  private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
  private long forcedSegment;
  private int forcedPosition;
  private long sealedBytes;

  /** Continues a journal where {@code end} says that it ends. */
  BatchQueue(int segmentSize, Recovery.End end) {
    this.segmentSize = segmentSize;
    this.forcedSegment = end.segment();
    this.forcedPosition = end.position();
    this.sealedBytes = end.size() - end.position();
    batches.add(new Batch(end.segment(), end.position(), Batch.newBuffer()));
  }

  /** Adds a record, in a new segment where it does not fit into the current one. */
  void add(ByteBuffer payload, int crc, Ticket ticket) {
    int size = Format.align(Format.RECORD_HEADER + payload.remaining());
    Batch batch = batches.getLast();
    boolean full = batch.end() + size + Format.END_SIZE > segmentSize;
    if (full && batch.end() > Format.SEGMENT_HEADER) {
      batch = seal(batch);
    }
    batch.add(payload, crc, forcedIn(batch));
    batch.add(ticket);
  }

  /** Adds someone who waits for what was added before. */
  void add(Ticket barrier) {
    batches.getLast().add(barrier);
  }

  /** Ends the current segment, unless nothing is in it; returns the number of the next. */
  long seal() {
    Batch batch = batches.getLast();
    boolean unused = batch.end() == Format.SEGMENT_HEADER;
    return unused ? batch.segment : seal(batch).segment;
  }

  private Batch seal(Batch batch) {
    ByteBuffer end = ByteBuffer.wrap(new byte[] {Format.END});
    batch.add(end, Format.crc(end), forcedIn(batch));
    batch.sealed = true;
    batch.force = true;
    sealedBytes += batch.end();
    Batch next = new Batch(batch.segment + 1, Format.SEGMENT_HEADER, buffer());
    batches.add(next);
    return next;
  }

  private int forcedIn(Batch batch) {
    return batch.segment == forcedSegment ? forcedPosition : Format.SEGMENT_HEADER;
  }

  private ByteBuffer buffer() {
    ByteBuffer kept = buffers.poll();
    return kept == null ? Batch.newBuffer() : kept;
  }

  /** Takes the oldest batch; the newest is replaced by an empty one that continues it. */
  Batch take() {
    Batch batch = batches.remove();
    if (batches.isEmpty()) {
      batches.add(new Batch(batch.segment, batch.end(), buffer()));
    }
    return batch;
  }

  /** Notes that all up to the end of {@code batch} is forced. */
  void forced(Batch batch) {
    forcedSegment = batch.segment;
    forcedPosition = batch.end();
  }

  /** Keeps the buffer of a batch that is written. */
  void reuse(Batch batch) {
    batch.records.clear();
    if (Batch.isWorthKeeping(batch.records)) {
      buffers.add(batch.records);
    }
  }

  /** Returns the first ticket that somebody waits for, or {@code null}. */
  @Nullable Ticket firstWaiting() {
    for (Batch batch : batches) {
      for (Ticket ticket : batch.tickets) {
        if (ticket.waiter != null && ticket.state == Ticket.State.WAITING) {
          return ticket;
        }
      }
    }
    return null;
  }

  /** Returns the number of the current segment. */
  long segment() {
    return batches.getLast().segment;
  }

  /** Returns how many bytes were ever added, and found at the start. */
  long size() {
    return sealedBytes + batches.getLast().end();
  }
}
