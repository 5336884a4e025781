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

  private static final int MUCH = 8;
  private static final int USUAL_MARK = 10;

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

  /**
   * Tells whether they stand in many entries of the stream, {@code most} at least, where a few
   * could hold them: so few that what was put together once is not found again, however it is cut.
   */
  public boolean isScattered(int most) {
    return runs >= most && runs >= MUCH * fullRuns();
  }

  private long fullRuns() {
    int alone = 0;
    long others = 0;
    for (LogEntry entry : entries) {
      int more = USUAL_MARK + entry.value().length();
      alone += more > EntryRun.MAX_BYTES ? 1 : 0;
      others += more > EntryRun.MAX_BYTES ? 0 : more;
    }
    return 1 + alone + Math.max(entries.size() / EntryRun.MAX_ENTRIES, others / EntryRun.MAX_BYTES);
  }

  /** Returns how many bytes their values have. */
  public long bytes() {
    return entries.stream().mapToLong(entry -> entry.value().length()).sum();
  }

  /** Returns how many entries of the stream they were. */
  public int runs() {
    return runs;
  }
}
