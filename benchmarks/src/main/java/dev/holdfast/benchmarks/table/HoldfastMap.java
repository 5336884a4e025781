package dev.holdfast.benchmarks.table;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.value.Bytes;
import java.util.Map;

/** A durable table of Holdfast. */
final class HoldfastMap implements DurableMap {

  private final Holdfast holdfast;
  private final DurableTable<Long, Bytes> table;

  HoldfastMap(String url) {
    holdfast = Holdfast.open(url);
    table = holdfast.durableTable("numbers", Codec.int64(), Codec.bytes());
  }

  @Override
  public void put(long key, byte[] value) {
    table.write(key, Bytes.wrap(value));
  }

  @Override
  public void putAll(Map<Long, byte[]> values) {
    values.forEach((key, value) -> table.dirtyWrite(key, Bytes.wrap(value)));
    table.flush();
  }

  /** Opening the table read it. */
  @Override
  public long load() {
    return table.size();
  }

  DurableTable<Long, Bytes> table() {
    return table;
  }

  @Override
  public void close() {
    holdfast.close();
  }
}
