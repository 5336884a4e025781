package dev.holdfast.backend.mapdb.store;

import dev.holdfast.backend.mapdb.journal.Journal;
import dev.holdfast.backend.mapdb.row.ByteInput;
import dev.holdfast.backend.mapdb.row.ByteOutput;
import dev.holdfast.backend.mapdb.row.UsageRow;
import dev.holdfast.backend.mapdb.row.Value;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** How a commit is written to the journal: the rows of one cell that it changed. */
final class CommitRecord {

  private static final int DELETED = 0;
  private static final int PRESENT = 1;

  private CommitRecord() {}

  static ByteBuffer encode(Bytes prefix, UsageRow usage, SortedMap<Bytes, Value> changes) {
    ByteOutput out = new ByteOutput(512);
    out.octet(Journal.commitKind()).sized(prefix);
    out.signed(usage.cells()).signed(usage.bytes());
    out.number(changes.size());
    for (Map.Entry<Bytes, Value> row : changes.entrySet()) {
      Value value = row.getValue();
      out.sized(row.getKey());
      if (value.isDeleted()) {
        out.octet(DELETED);
      } else {
        out.octet(PRESENT).number(value.stamp()).sized(value.bytes());
      }
    }
    return out.view();
  }

  /** A commit whose rows are still to be read. */
  record Reader(Bytes prefix, UsageRow usage, ByteInput in) {

    /** Hands out the rows; returns how many there are. */
    int rows(BiConsumer<Bytes, Value> rows) {
      int count = Math.toIntExact(in.number());
      for (int left = count; left > 0; left--) {
        Bytes key = in.sized();
        rows.accept(
            key, in.octet() == DELETED ? Value.DELETED : new Value(in.number(), in.sized()));
      }
      return count;
    }
  }

  /** Reads a payload past its first byte. */
  static Reader read(ByteBuffer payload) {
    ByteInput in = new ByteInput(payload);
    return new Reader(in.sized(), new UsageRow(in.signed(), in.signed()), in);
  }
}
