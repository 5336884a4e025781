package dev.holdfast.backend.mapdb.row;

import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.value.Bytes;

/**
 * The row of a log.
 *
 * @param log the record that the rules of commits work with
 * @param bytes the bytes of all its values
 */
public record LogRow(LogRecord log, long bytes) {

  /** Returns the row that {@code encoded} holds. */
  public static LogRow decode(Bytes encoded) {
    ByteInput in = new ByteInput(encoded);
    LogRecord log = new LogRecord(in.number(), offset(in), offset(in), in.number());
    return new LogRow(log, in.number());
  }

  /** Returns the bytes that hold this row. */
  public Bytes encode() {
    ByteOutput out = new ByteOutput(32).number(log.incarnation());
    offset(out, log.last());
    offset(out, log.trimmedThrough());
    return out.number(log.count()).number(bytes).toBytes();
  }

  /** Reads what {@link #offset(ByteOutput, Offset)} wrote. */
  static Offset offset(ByteInput in) {
    return new Offset(in.number(), in.number());
  }

  static ByteOutput offset(ByteOutput out, Offset offset) {
    return out.number(offset.major()).number(offset.minor());
  }

  /** Returns the offset that {@code encoded} holds alone. */
  public static Offset decodeOffset(Bytes encoded) {
    return offset(new ByteInput(encoded));
  }

  /** Returns the bytes that hold {@code offset} alone. */
  public static Bytes encodeOffset(Offset offset) {
    return offset(new ByteOutput(20), offset).toBytes();
  }
}
