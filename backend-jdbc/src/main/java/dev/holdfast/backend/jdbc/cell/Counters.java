package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The {@code counters} column of a cell's row: numbers in fixed places, and the cell's id behind
 * them, so that a listing needs no other column. Each column costs a reader about as much as the
 * row does.
 *
 * @param num the cell's number, by which other tables name it
 * @param stamp drawn at random for each commit
 * @param version the head's version, or the floor that a deleted one left
 * @param tag the head's tag
 * @param headAt when the head was written; {@code null} where there is no head
 * @param updatedAt when the last commit was
 * @param sequence the number of the last commit
 * @param isListed whether the cell has a head, a log or a map
 * @param id the cell's id
 */
public record Counters(
    long num,
    long stamp,
    long version,
    long tag,
    @Nullable Instant headAt,
    Instant updatedAt,
    long sequence,
    boolean isListed,
    Bytes id) {

  /** The name of the column. */
  public static final String COLUMN = "counters";

  /** The condition that holds where the head has the {@link #revision} that is its argument. */
  public static final String HAS_REVISION = "SUBSTR(" + COLUMN + ", 17, 16) = ?";

  /** Stands for an instant that is not there. */
  private static final long NO_INSTANT = Long.MIN_VALUE;

  private static final int NUMBERS = 7 * Long.BYTES + Byte.BYTES + Short.BYTES;

  /** Returns those of a cell. */
  public static Counters of(StoredCell cell, Bytes id, boolean isListed) {
    CellRecord record = cell.counters();
    return new Counters(
        cell.num(),
        cell.stamp(),
        record.version(),
        record.tag(),
        record.headAt(),
        record.updatedAt() == null ? Instant.EPOCH : record.updatedAt(),
        record.sequence(),
        isListed,
        id);
  }

  /** Returns the argument of {@link #HAS_REVISION}. */
  public static Bytes revision(Revision revision) {
    return Bytes.wrap(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(revision.version())
            .putLong(revision.tag())
            .array());
  }

  /** Returns the content of the column. */
  public Bytes encode() {
    return Bytes.wrap(
        ByteBuffer.allocate(length())
            .putLong(num)
            .putLong(stamp)
            .putLong(version)
            .putLong(tag)
            .putLong(headAt == null ? NO_INSTANT : headAt.toEpochMilli())
            .putLong(updatedAt.toEpochMilli())
            .putLong(sequence)
            .put((byte) (isListed ? 1 : 0))
            .putShort((short) id.length())
            .put(id.asBuffer())
            .array());
  }

  /**
   * Reads the content of the column, which may have something behind it.
   *
   * @throws CorruptException if it is damaged
   */
  public static Counters read(byte @Nullable [] content) {
    if (content == null || content.length < NUMBERS) {
      throw damaged();
    }
    ByteBuffer from = ByteBuffer.wrap(content);
    long num = from.getLong();
    long stamp = from.getLong();
    long version = from.getLong();
    long tag = from.getLong();
    long headAt = from.getLong();
    long updatedAt = from.getLong();
    long sequence = from.getLong();
    boolean isListed = from.get() != 0;
    int length = from.getShort();
    if (length < 0 || length > from.remaining()) {
      throw damaged();
    }
    byte[] id = new byte[length];
    from.get(id);
    return new Counters(
        num,
        stamp,
        version,
        tag,
        headAt == NO_INSTANT ? null : Instant.ofEpochMilli(headAt),
        Instant.ofEpochMilli(updatedAt),
        sequence,
        isListed,
        Bytes.wrap(id));
  }

  private static CorruptException damaged() {
    return new CorruptException(ErrorCode.CORRUPT, "The counters of a cell cannot be read.");
  }

  /** Returns how many bytes it has. */
  int length() {
    return NUMBERS + id.length();
  }

  /** Returns the head's version and tag, or {@code null} where there is no head. */
  public @Nullable Revision head() {
    return headAt == null ? null : new Revision(version, tag);
  }

  /** Tells whether they are those of {@code cell}, in this state. */
  boolean isOf(StoredCell cell) {
    return cell.num() == num && cell.stamp() == stamp;
  }
}
