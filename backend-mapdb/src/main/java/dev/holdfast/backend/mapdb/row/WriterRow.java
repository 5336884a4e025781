package dev.holdfast.backend.mapdb.row;

import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How what is remembered of a writer is written. */
public final class WriterRow {

  private static final int HAS_HEAD = 1;
  private static final int TRIM_COMPLETE = 2;
  private static final int REPEATED = 4;

  private WriterRow() {}

  /** Returns the record that {@code encoded} holds. */
  public static WriterRecord decode(Bytes encoded) {
    ByteInput in = new ByteInput(encoded);
    long writerSequence = in.number();
    int flags = in.octet();
    Revision head = (flags & HAS_HEAD) != 0 ? new Revision(in.number(), in.fixed()) : null;
    long sequence = in.number();
    Instant at = Instant.ofEpochMilli(in.signed());
    List<Offset> offsets = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      offsets.add(LogRow.offset(in));
    }
    return new WriterRecord(
        writerSequence,
        new CommitResult(
            head, sequence, at, offsets, (flags & TRIM_COMPLETE) != 0, (flags & REPEATED) != 0));
  }

  /** Returns the bytes that hold {@code writer}. */
  public static Bytes encode(WriterRecord writer) {
    CommitResult result = writer.result();
    Revision head = result.head();
    int flags =
        (head != null ? HAS_HEAD : 0)
            | (result.trimComplete() ? TRIM_COMPLETE : 0)
            | (result.repeated() ? REPEATED : 0);
    ByteOutput out = new ByteOutput(48).number(writer.sequence()).octet(flags);
    if (head != null) {
      out.number(head.version()).fixed(head.tag());
    }
    out.number(result.sequence()).signed(result.at().toEpochMilli());
    out.number(result.offsets().size());
    result.offsets().forEach(offset -> LogRow.offset(out, offset));
    return out.toBytes();
  }
}
