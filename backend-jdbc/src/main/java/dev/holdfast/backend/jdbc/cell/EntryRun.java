package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
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
import org.jspecify.annotations.Nullable;

/**
 * Entries of one log that one commit appended, as a row keeps them: a row costs a database much
 * more than a hundred bytes in it do.
 *
 * @param last the offset of the last of them
 * @param marks the instant of the commit, then offset and length of each entry
 * @param content their values behind each other
 */
public record EntryRun(Offset last, Bytes marks, Bytes content) {

  /** The expression for where the first of them is, as {@link Positions} writes it. */
  public static final String FIRST_POSITION = "SUBSTR(marks, 9, 16)";

  /** How many entries a run has at most. */
  public static final int MAX_ENTRIES = 64;

  /** How many bytes the marks of an entry have, beside the eight that all share. */
  public static final int MARK = 2 * Long.BYTES + Integer.BYTES;

  /** How many bytes marks and values of a run have at most, unless it is a single entry. */
  public static final int MAX_BYTES = 3_900;

  /** Returns the runs that {@code entries}, in the order of their offsets, make. */
  public static List<EntryRun> of(Collection<LogEntry> entries) {
    List<EntryRun> runs = new ArrayList<>();
    List<LogEntry> run = new ArrayList<>();
    int bytes = 0;
    for (LogEntry entry : entries) {
      int more = MARK + entry.value().length();
      boolean fits =
          run.isEmpty()
              || (run.size() < MAX_ENTRIES
                  && bytes + more <= MAX_BYTES
                  && run.get(0).at().equals(entry.at()));
      if (!fits) {
        runs.add(run(run));
        run.clear();
        bytes = 0;
      }
      run.add(entry);
      bytes += more;
    }
    if (!run.isEmpty()) {
      runs.add(run(run));
    }
    return runs;
  }

  private static EntryRun run(List<LogEntry> entries) {
    int bytes = entries.stream().mapToInt(entry -> entry.value().length()).sum();
    ByteBuffer marks = ByteBuffer.allocate(Long.BYTES + entries.size() * MARK);
    ByteBuffer content = ByteBuffer.allocate(bytes);
    marks.putLong(entries.get(0).at().toEpochMilli());
    for (LogEntry entry : entries) {
      marks.putLong(entry.offset().major()).putLong(entry.offset().minor());
      marks.putInt(entry.value().length());
      entry.value().copyTo(content);
    }
    return new EntryRun(
        entries.get(entries.size() - 1).offset(),
        Bytes.wrap(marks.array()),
        Bytes.wrap(content.array()));
  }

  /**
   * Returns the marks of a run.
   *
   * @throws CorruptException if they are damaged
   */
  public static List<StoredMark> marks(byte[] marks) {
    ByteBuffer from = whole(marks);
    Instant at = Instant.ofEpochMilli(from.getLong());
    List<StoredMark> found = new ArrayList<>(from.remaining() / MARK);
    while (from.hasRemaining()) {
      Offset offset = offset(from);
      int bytes = from.getInt();
      if (bytes < 0) {
        throw damaged(null);
      }
      found.add(new StoredMark(offset, at, bytes));
    }
    return found;
  }

  /**
   * Adds the entries of a run.
   *
   * @throws CorruptException if there is more or less in it than its marks say
   */
  static void addTo(List<LogEntry> entries, byte[] marks, byte[] content) {
    ByteBuffer from = whole(marks);
    Instant at = Instant.ofEpochMilli(from.getLong());
    Bytes values = Bytes.wrap(content);
    int start = 0;
    while (from.hasRemaining()) {
      Offset offset = offset(from);
      int end = start + from.getInt();
      if (end < start || end > content.length) {
        throw damaged(null);
      }
      entries.add(new LogEntry(offset, values.slice(start, end), at));
      start = end;
    }
    if (start != content.length) {
      throw damaged(null);
    }
  }

  private static ByteBuffer whole(byte[] marks) {
    if (marks.length < Long.BYTES + MARK || (marks.length - Long.BYTES) % MARK != 0) {
      throw damaged(null);
    }
    return ByteBuffer.wrap(marks);
  }

  private static Offset offset(ByteBuffer from) {
    try {
      return new Offset(from.getLong(), from.getLong());
    } catch (InvalidRequestException e) {
      throw damaged(e);
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

  private static CorruptException damaged(@Nullable Throwable cause) {
    return new CorruptException(
        ErrorCode.CORRUPT, "The entries of a row are not what its marks say.", cause);
  }
}
