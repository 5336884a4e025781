package dev.holdfast.backend.mapdb.row;

import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first row of a cell.
 *
 * @param cell the record that the rules of commits work with
 * @param headBytes the length of the head's value; 0 without a head
 * @param parts how many logs and maps there are
 * @param writers how many writers are remembered
 * @param pruneAt the number of writers at which to look for idle ones again
 */
public record CellRow(CellRecord cell, long headBytes, long parts, long writers, long pruneAt) {

  private static final long FEW_WRITERS = 16;

  /** The row of a cell that was never written. */
  public static final CellRow UNKNOWN = new CellRow(CellRecord.UNKNOWN, 0, 0, 0, FEW_WRITERS);

  /** Tells whether a listing shows the cell. */
  public boolean isListed() {
    return cell.hasHead() || parts > 0;
  }

  /** Returns this row with another record. */
  public CellRow with(CellRecord newCell) {
    return new CellRow(newCell, headBytes, parts, writers, pruneAt);
  }

  /** Returns this row with another length of the head's value. */
  public CellRow withHeadBytes(long newHeadBytes) {
    return new CellRow(cell, newHeadBytes, parts, writers, pruneAt);
  }

  /** Returns this row with so many more logs and maps. */
  public CellRow withParts(long change) {
    return new CellRow(cell, headBytes, parts + change, writers, pruneAt);
  }

  /** Returns this row with one more writer. */
  public CellRow withWriter() {
    return new CellRow(cell, headBytes, parts, writers + 1, pruneAt);
  }

  /** Returns this row after idle writers were forgotten, so that {@code left} are remembered. */
  public CellRow pruned(long left) {
    return new CellRow(cell, headBytes, parts, left, Math.max(FEW_WRITERS, 2 * left));
  }

  /** Returns the row that {@code bytes} hold. */
  public static CellRow decode(Bytes bytes) {
    ByteInput in = new ByteInput(bytes);
    long version = in.number();
    long tag = in.fixed();
    Instant headAt = instant(in);
    long sequence = in.number();
    Instant updatedAt = instant(in);
    CellRecord cell = new CellRecord(version, tag, headAt, sequence, updatedAt, in.number());
    return new CellRow(cell, in.number(), in.number(), in.number(), in.number());
  }

  /** Returns the bytes that hold this row. */
  public Bytes encode() {
    ByteOutput out = new ByteOutput(40).number(cell.version()).fixed(cell.tag());
    instant(out, cell.headAt());
    out.number(cell.sequence());
    instant(out, cell.updatedAt());
    return out.number(cell.incarnations())
        .number(headBytes)
        .number(parts)
        .number(writers)
        .number(pruneAt)
        .toBytes();
  }

  private static void instant(ByteOutput out, @Nullable Instant instant) {
    if (instant == null) {
      out.octet(0);
    } else {
      out.octet(1).signed(instant.toEpochMilli());
    }
  }

  private static @Nullable Instant instant(ByteInput in) {
    return in.octet() == 0 ? null : Instant.ofEpochMilli(in.signed());
  }
}
