package dev.holdfast.core.durable;

import dev.holdfast.spi.Limits;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the bytes of one group into as few entries and commits as the backend's limits allow.
 *
 * <p>An entry begins with a byte that tells whether the group ends with it; until that entry is
 * there, nothing of the group counts. Used by one thread, for one group.
 */
final class GroupWriter {

  static final byte GOES_ON = 0;
  static final byte ENDS = 1;

  /** What a commit has besides appends: two preconditions. */
  private static final int OTHER_PARTS = 2;

  private static final int FIRST_BYTES = 512;

  /** Takes the entries of one commit. */
  interface Target {

    /**
     * Stores entries.
     *
     * @param from the number of the first of them in the group, 0 for the group's first
     */
    void store(List<Bytes> entries, int from);
  }

  private final int entryBytes;
  private final long commitBytes;
  private final int commitEntries;
  private final Target target;
  private final List<Bytes> entries = new ArrayList<>();
  private byte[] buffer;
  private int used = 1;
  private int stored;

  GroupWriter(Limits limits, Target target) {
    this.entryBytes = (int) Math.min(limits.maxValueBytes(), limits.maxCommitBytes());
    this.commitBytes = limits.maxCommitBytes();
    this.commitEntries = limits.maxMutations() - OTHER_PARTS;
    this.target = target;
    this.buffer = new byte[Math.min(entryBytes, FIRST_BYTES)];
  }

  /** Adds bytes to the group. */
  void add(Bytes bytes) {
    ByteBuffer source = bytes.asBuffer();
    while (source.hasRemaining()) {
      if (used == entryBytes) {
        endEntry(GOES_ON);
      }
      int taken = Math.min(source.remaining(), entryBytes - used);
      reserve(taken);
      source.get(buffer, used, taken);
      used += taken;
    }
  }

  private void reserve(int more) {
    if (used + more > buffer.length) {
      long doubled = Math.max(2L * buffer.length, (long) used + more);
      buffer = Arrays.copyOf(buffer, (int) Math.min(entryBytes, doubled));
    }
  }

  /** Stores what is not stored yet, and with it the end of the group. */
  void end() {
    endEntry(ENDS);
    store();
  }

  private void endEntry(byte mark) {
    if (entries.size() == commitEntries || (entries.size() + 1L) * entryBytes > commitBytes) {
      store();
    }
    buffer[0] = mark;
    entries.add(Bytes.wrap(used == buffer.length ? buffer : Arrays.copyOf(buffer, used)));
    buffer = new byte[Math.min(entryBytes, mark == ENDS ? 1 : buffer.length)];
    used = 1;
  }

  private void store() {
    if (!entries.isEmpty()) {
      target.store(List.copyOf(entries), stored);
      stored += entries.size();
      entries.clear();
    }
  }
}
