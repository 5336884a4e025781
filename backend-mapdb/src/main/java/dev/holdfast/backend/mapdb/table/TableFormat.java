package dev.holdfast.backend.mapdb.table;

import dev.holdfast.backend.mapdb.row.ByteInput;
import dev.holdfast.backend.mapdb.row.ByteOutput;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.value.Bytes;
import java.util.zip.CRC32C;

/**
 * How a table is laid out in its two files.
 *
 * <p>{@code name.rows} is a MapDB sorted table. Long values stand in {@code name.values}, one after
 * the other, and the row says where. MapDB puts a whole node on one page: {@value #NODE_ROWS} rows
 * with the longest keys and values of {@value #INLINE_BYTES} bytes fit in {@value #PAGE_BYTES}.
 */
final class TableFormat {

  static final int PAGE_BYTES = 64 << 10;
  static final int NODE_ROWS = 16;
  static final int INLINE_BYTES = 1 << 10;

  private static final int DELETED = 0;
  private static final int INLINE = 1;
  private static final int ELSEWHERE = 2;

  private TableFormat() {}

  static String rowsFile(String table) {
    return table + ".rows";
  }

  static String valuesFile(String table) {
    return table + ".values";
  }

  static boolean isInline(Value value) {
    return value.bytes().length() <= INLINE_BYTES;
  }

  static Bytes inline(Value value) {
    ByteOutput out = new ByteOutput(value.bytes().length() + 12);
    if (value.isDeleted()) {
      return out.octet(DELETED).toBytes();
    }
    return out.octet(INLINE)
        .number(crc(value.bytes()))
        .number(value.stamp())
        .raw(value.bytes())
        .toBytes();
  }

  static Bytes elsewhere(Value value, long position) {
    return new ByteOutput(24)
        .octet(ELSEWHERE)
        .number(crc(value.bytes()))
        .number(value.stamp())
        .number(position)
        .number(value.bytes().length())
        .toBytes();
  }

  /** Reads long values. */
  interface LongValues {
    Bytes read(long position, int length);
  }

  static Value decode(String table, Bytes encoded, LongValues values) {
    ByteInput in = new ByteInput(encoded);
    int kind = in.octet();
    if (kind == DELETED) {
      return Value.DELETED;
    }
    long crc = in.number();
    long stamp = in.number();
    Bytes bytes =
        kind == INLINE ? in.rest() : values.read(in.number(), Math.toIntExact(in.number()));
    if (crc(bytes) != crc) {
      throw new CorruptException(
          ErrorCode.CORRUPT, "A value in table " + table + " is damaged: its checksum is wrong.");
    }
    return new Value(stamp, bytes);
  }

  private static long crc(Bytes bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.asBuffer());
    return crc.getValue();
  }
}
