package dev.holdfast.core.durable;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the groups of a log together again. A group without its end is left out, wherever it stands:
 * its writer failed or died in the middle of it. Used by one thread.
 */
final class GroupReader implements Iterator<GroupReader.Group> {

  /** A whole group: its number, its instant and its bytes. */
  record Group(long number, Instant at, GroupBytes changes) {}

  private final Iterator<LogEntry> entries;
  private final List<Bytes> parts = new ArrayList<>();
  private long number;
  private Offset end = Offset.ORIGIN;
  private @Nullable Group next;

  GroupReader(Iterator<LogEntry> entries) {
    this.entries = entries;
  }

  @Override
  public boolean hasNext() {
    while (next == null && entries.hasNext()) {
      add(entries.next());
    }
    return next != null;
  }

  private void add(LogEntry entry) {
    if (entry.offset().major() != number) {
      number = entry.offset().major();
      parts.clear();
    }
    if (entry.offset().minor() != parts.size()) {
      throw new CorruptException(
          ErrorCode.CORRUPT,
          "A log of a durable table lacks an entry before %s.".formatted(entry.offset()));
    }
    parts.add(entry.value());
    if (entry.value().at(0) == GroupWriter.ENDS) {
      next = new Group(entry.offset().major(), entry.at(), new GroupBytes(parts));
      end = entry.offset();
      parts.clear();
    }
  }

  @Override
  public Group next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("There is no group after the last one.");
    }
    Group group = next;
    next = null;
    return group;
  }

  /** Returns where the last whole group ended. */
  Offset end() {
    return end;
  }

  /** Tells, once there is no next group, whether entries of a group without end came last. */
  boolean isTorn() {
    return !parts.isEmpty();
  }
}
