package dev.holdfast.backend.mapdb.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Records of one segment that are written together; guarded by the journal's lock. */
final class Batch {

  private static final int INITIAL_BYTES = 64 << 10;
  private static final int KEPT_BYTES = 4 << 20;

  final long segment;
  final int start;
  final List<Ticket> tickets = new ArrayList<>();
  ByteBuffer records;
  boolean force;
  boolean sealed;

  Batch(long segment, int start, ByteBuffer records) {
    this.segment = segment;
    this.start = start;
    this.records = records;
  }

  static ByteBuffer newBuffer() {
    return ByteBuffer.allocateDirect(INITIAL_BYTES);
  }

  static boolean isWorthKeeping(ByteBuffer buffer) {
    return buffer.capacity() <= KEPT_BYTES;
  }

  int end() {
    return start + records.position();
  }

  boolean isEmpty() {
    return tickets.isEmpty() && records.position() == 0;
  }

  void add(ByteBuffer payload, int crc, int forced) {
    int size = Format.align(Format.RECORD_HEADER + payload.remaining());
    if (records.remaining() < size) {
      int capacity = Math.max(2 * records.capacity(), records.position() + size);
      records = ByteBuffer.allocateDirect(capacity).put(records.flip());
    }
    Format.put(records, payload, crc, forced, segment);
  }

  void add(Ticket ticket) {
    tickets.add(ticket);
    force |= ticket.force;
  }
}
