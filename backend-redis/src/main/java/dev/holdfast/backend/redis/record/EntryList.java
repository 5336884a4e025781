package dev.holdfast.backend.redis.record;

import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The entries that entries of a stream hold, in one direction.
 *
 * <p>Not thread-safe.
 */
public final class EntryList {

  private final Direction direction;
  private final List<LogEntry> entries = new ArrayList<>();
  private int runs;

  /** Begins with none; runs will be added in {@code direction}. */
  public EntryList(Direction direction) {
    this.direction = direction;
  }

  /**
   * Adds the entries of one of the stream.
   *
   * @throws dev.holdfast.error.CorruptException if it is not of the form expected
   */
  public void add(Bytes id, Bytes field, Bytes value) {
    Offset last = StreamIds.offset(id);
    int end = StreamIds.indexOf(EntryRun.MARKS, field, 0, field.length());
    Instant instant = StreamIds.instant(field, end);
    if (end == field.length()) {
      entries.add(new LogEntry(last, value, instant));
    } else {
      List<LogEntry> run = new StoredRun(field, end + 1).entries(last, value, instant);
      if (direction == Direction.DESCENDING) {
        Collections.reverse(run);
      }
      entries.addAll(run);
    }
    runs++;
  }

  /** Adds the entries of those of the stream that a script handed on: id, field and value each. */
  public void addAll(List<?> nested) {
    for (Object each : nested) {
      List<?> entry = (List<?>) each;
      List<?> content = (List<?>) entry.get(1);
      add((Bytes) entry.get(0), (Bytes) content.get(0), (Bytes) content.get(1));
    }
  }

  /** Returns all entries, in the direction. */
  public List<LogEntry> entries() {
    return entries;
  }

  /** Returns how many entries of the stream they were. */
  public int runs() {
    return runs;
  }
}
