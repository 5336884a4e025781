package dev.holdfast.backend.mapdb.row;

import dev.holdfast.spi.support.MapRecord;
import dev.holdfast.value.Bytes;

/**
 * The row of a map.
 *
 * @param map the record that the rules of commits work with
 * @param bytes the bytes of all its keys and values
 */
public record MapRow(MapRecord map, long bytes) {

  /** Returns the row that {@code encoded} holds. */
  public static MapRow decode(Bytes encoded) {
    ByteInput in = new ByteInput(encoded);
    return new MapRow(new MapRecord(in.number(), in.number()), in.number());
  }

  /** Returns the bytes that hold this row. */
  public Bytes encode() {
    return new ByteOutput(16).number(map.incarnation()).number(map.rows()).number(bytes).toBytes();
  }
}
