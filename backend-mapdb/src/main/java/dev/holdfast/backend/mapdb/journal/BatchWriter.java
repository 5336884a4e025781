package dev.holdfast.backend.mapdb.journal;

import dev.holdfast.backend.mapdb.file.StoreFile;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches to the segments they belong to; {@link #write} is called by one thread at a time.
 *
 * <p>A segment gets its last record only when the next one is there, safe and empty: so a whole
 * segment always has a successor.
 */
final class BatchWriter implements AutoCloseable {

  private final Segments segments;
  private final ReentrantLock preparing = new ReentrantLock();
  private long prepared;
  private long openSegment;
  private StoreFile file;
  private boolean unforced;

  BatchWriter(Segments segments, long current) throws IOException {
    this.segments = segments;
    this.openSegment = current;
    this.file = segments.open(current);
    this.prepared = segments.numbers().stream().mapToLong(Long::longValue).max().orElse(current);
  }

  /**
   * What became of a batch.
   *
   * @param failure what went wrong, or {@code null}
   * @param begun whether any of it may be on disk
   */
  record Outcome(@Nullable IOException failure, boolean begun) {}

  Outcome write(Batch batch) {
    boolean begun = false;
    try {
      if (batch.segment != openSegment) {
        open(batch.segment);
      }
      if (batch.sealed) {
        prepare(batch.segment + 1);
      }
      begun = true;
      batch.records.flip();
      if (batch.records.hasRemaining()) {
        unforced = true;
        file.write(batch.records, batch.start);
      }
      if (batch.force && unforced) {
        file.force();
        unforced = false;
      }
      return new Outcome(null, true);
    } catch (IOException e) {
      return new Outcome(e, begun);
    } catch (RuntimeException e) {
      return new Outcome(new IOException(e), begun);
    }
  }

  private void open(long segment) throws IOException {
    StoreFile next = segments.open(segment);
    file.close();
    file = next;
    openSegment = segment;
  }

  /** Makes all segments up to this one that are not there yet; callable by any thread. */
  void prepare(long segment) throws IOException {
    preparing.lock();
    try {
      while (prepared < segment) {
        segments.prepare(prepared + 1);
        prepared++;
      }
    } finally {
      preparing.unlock();
    }
  }

  void deleteBefore(long segment) throws IOException {
    for (long number : segments.numbers()) {
      if (number < segment) {
        segments.delete(number);
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
