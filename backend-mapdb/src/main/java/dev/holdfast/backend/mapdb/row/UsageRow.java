package dev.holdfast.backend.mapdb.row;

import dev.holdfast.value.Bytes;

/**
 * How much a collection holds, or by how much that changed.
 *
 * @param cells the number of cells that a listing shows
 * @param bytes the bytes of their ids, values, keys and entries
 */
public record UsageRow(long cells, long bytes) {

  /** Nothing. */
  public static final UsageRow NONE = new UsageRow(0, 0);

  /** Returns the sum. */
  public UsageRow plus(UsageRow change) {
    return new UsageRow(cells + change.cells, bytes + change.bytes);
  }

  /** Returns the row that {@code encoded} holds. */
  public static UsageRow decode(Bytes encoded) {
    ByteInput in = new ByteInput(encoded);
    return new UsageRow(in.signed(), in.signed());
  }

  /** Returns the bytes that hold this row. */
  public Bytes encode() {
    return new ByteOutput(16).signed(cells).signed(bytes).toBytes();
  }
}
