package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.error.CorruptException;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Entries of one log, one behind the other, as a row keeps them: a row costs a database much more
 * than a hundred bytes in it do.
 *
 * @param last the offset of the last of them
 * @param marks where they are, when they were appended and how long they are
 * @param content their values behind each other
 */
public record EntryRun(Offset last, Bytes marks, Bytes content) {

  /** How many entries a run has at most. */
  public static final int MAX_ENTRIES = 64;

  /** How many bytes marks and values of a run have at most, unless it is a single entry. */
  public static final int MAX_BYTES = 3_900;

  /** How many bytes an entry takes at most in a run, beside its value. */
  public static final int MARK = RunMarks.bytesOfEach(true);

  /** Returns the runs that {@code entries}, in the order of their offsets, make. */
  public static List<EntryRun> of(Collection<LogEntry> entries) {
    int mark = RunMarks.bytesOfEach(hasInstants(entries));
    List<EntryRun> runs = new ArrayList<>();
    List<LogEntry> run = new ArrayList<>();
    long bytes = 0;
    for (LogEntry entry : entries) {
      int more = mark + entry.value().length();
      if (!run.isEmpty() && !fit(run.size() + 1, bytes + more)) {
        runs.add(ofAll(run));
        run.clear();
        bytes = 0;
      }
      run.add(entry);
      bytes += more;
    }
    if (!run.isEmpty()) {
      runs.add(ofAll(run));
    }
    return runs;
  }

  /** Tells whether so many entries, with marks and values of so many bytes, are one run. */
  public static boolean fit(int entries, long bytes) {
    return entries <= MAX_ENTRIES && bytes <= MAX_BYTES;
  }

  /** Returns the one run that {@code entries}, in the order of their offsets, make. */
  public static EntryRun ofAll(List<LogEntry> entries) {
    int bytes = entries.stream().mapToInt(entry -> entry.value().length()).sum();
    ByteBuffer content = ByteBuffer.allocate(bytes);
    entries.forEach(entry -> entry.value().copyTo(content));
    return new EntryRun(
        entries.get(entries.size() - 1).offset(),
        RunMarks.encode(entries, hasInstants(entries)),
        Bytes.wrap(content.array()));
  }

  private static boolean hasInstants(Collection<LogEntry> entries) {
    Instant first = null;
    for (LogEntry entry : entries) {
      if (first != null && !first.equals(entry.at())) {
        return true;
      }
      first = entry.at();
    }
    return false;
  }

  /**
   * Returns the marks of a run.
   *
   * @throws CorruptException if they are damaged
   */
  public static List<StoredMark> marks(byte[] content) {
    RunMarks marks = RunMarks.read(content);
    List<StoredMark> found = new ArrayList<>(marks.count());
    for (int i = 0; i < marks.count(); i++) {
      found.add(new StoredMark(marks.offset(i), marks.at(i), marks.length(i)));
    }
    return found;
  }

  /**
   * Adds the entries of a run.
   *
   * @throws CorruptException if there is more or less in it than its marks say
   */
  static void addTo(List<LogEntry> entries, byte[] ofMarks, byte[] content) {
    RunMarks marks = RunMarks.read(ofMarks);
    Bytes values = Bytes.wrap(content);
    int start = 0;
    for (int i = 0; i < marks.count(); i++) {
      int end = start + marks.length(i);
      if (end < start || end > content.length) {
        throw RunMarks.damaged(null);
      }
      entries.add(new LogEntry(marks.offset(i), values.slice(start, end), marks.at(i)));
      start = end;
    }
    if (start != content.length) {
      throw RunMarks.damaged(null);
    }
  }

  /**
   * Adds the entries of a run: its content is column {@code from}, its marks the one behind it.
   *
   * @throws CorruptException if there is more or less in it than its marks say
   */
  public static void addTo(List<LogEntry> entries, ResultSet row, int from) throws SQLException {
    byte[] content = row.getBytes(from);
    addTo(entries, row.getBytes(from + 1), content == null ? new byte[0] : content);
  }

  /** Returns the entries of a run, as {@link #addTo(List, ResultSet, int)} adds them. */
  public static List<LogEntry> read(ResultSet row, int from) throws SQLException {
    List<LogEntry> entries = new ArrayList<>();
    addTo(entries, row, from);
    return entries;
  }
}
