package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code marks} column of a run: where its entries are, when they were appended and how long
 * they are.
 *
 * <p>The instant of all of them, then offset and length of each. Where they are not of one instant,
 * {@link #EACH_ITS_OWN} stands for it, those of each are behind the rest, and a single byte at the
 * end: so an odd length tells a statement of SQL that they are there.
 */
public final class RunMarks {

  /** The expression for where the first of the entries is, as {@link Positions} writes it. */
  public static final String FIRST_POSITION = "SUBSTR(marks, 9, 16)";

  /** The expression for how many entries there are. */
  public static final String COUNT =
      "(OCTET_LENGTH(marks) - 8 - OCTET_LENGTH(marks) % 2) / (20 + 8 * (OCTET_LENGTH(marks) % 2))";

  /** How many bytes offset and length of an entry have. */
  static final int MARK = 2 * Long.BYTES + Integer.BYTES;

  private static final long EACH_ITS_OWN = Long.MIN_VALUE;

  private final ByteBuffer content;
  private final int count;
  private final @Nullable Instant ofAll;

  private RunMarks(ByteBuffer content, int count, @Nullable Instant ofAll) {
    this.content = content;
    this.count = count;
    this.ofAll = ofAll;
  }

  /** Returns how many bytes the marks of an entry have, beside those that all share. */
  static int bytesOfEach(boolean hasInstants) {
    return hasInstants ? MARK + Long.BYTES : MARK;
  }

  /** Returns the content of the column for {@code entries}, of which there is one at least. */
  static Bytes encode(List<LogEntry> entries, boolean hasInstants) {
    int bytes = Long.BYTES + entries.size() * bytesOfEach(hasInstants) + (hasInstants ? 1 : 0);
    ByteBuffer content = ByteBuffer.allocate(bytes);
    content.putLong(hasInstants ? EACH_ITS_OWN : entries.get(0).at().toEpochMilli());
    for (LogEntry entry : entries) {
      content.putLong(entry.offset().major()).putLong(entry.offset().minor());
      content.putInt(entry.value().length());
    }
    if (hasInstants) {
      entries.forEach(entry -> content.putLong(entry.at().toEpochMilli()));
    }
    return Bytes.wrap(content.array());
  }

  /**
   * Reads the content of the column.
   *
   * @throws CorruptException if it is damaged
   */
  static RunMarks read(byte[] content) {
    boolean hasInstants = content.length % 2 == 1;
    int bytes = content.length - Long.BYTES - (hasInstants ? 1 : 0);
    int each = bytesOfEach(hasInstants);
    ByteBuffer from = ByteBuffer.wrap(content);
    if (bytes < each || bytes % each != 0 || hasInstants != (from.getLong(0) == EACH_ITS_OWN)) {
      throw damaged(null);
    }
    Instant ofAll = hasInstants ? null : Instant.ofEpochMilli(from.getLong(0));
    return new RunMarks(from, bytes / each, ofAll);
  }

  int count() {
    return count;
  }

  /** Returns where an entry is; {@code nth} counts from 0. */
  Offset offset(int nth) {
    int at = start(nth);
    try {
      return new Offset(content.getLong(at), content.getLong(at + Long.BYTES));
    } catch (InvalidRequestException e) {
      throw damaged(e);
    }
  }

  /** Returns how many bytes the value of an entry has. */
  int length(int nth) {
    int length = content.getInt(start(nth) + 2 * Long.BYTES);
    if (length < 0) {
      throw damaged(null);
    }
    return length;
  }

  /** Returns when an entry was appended. */
  Instant at(int nth) {
    return ofAll == null
        ? Instant.ofEpochMilli(content.getLong(start(count) + nth * Long.BYTES))
        : ofAll;
  }

  private static int start(int nth) {
    return Long.BYTES + nth * MARK;
  }

  static CorruptException damaged(@Nullable Throwable cause) {
    return new CorruptException(
        ErrorCode.CORRUPT, "The entries of a row are not what its marks say.", cause);
  }
}
