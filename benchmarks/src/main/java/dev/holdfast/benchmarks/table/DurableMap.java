package dev.holdfast.benchmarks.table;

import java.util.Map;

/** A map that outlives its process. Thread-safe. */
interface DurableMap extends AutoCloseable {

  /** Stores a value; returns when it is on disk. */
  void put(long key, byte[] value);

  /** Stores values; returns when they are on disk. */
  void putAll(Map<Long, byte[]> values);

  /** Returns how many keys there are, once all of them and their values are in memory. */
  long load();

  @Override
  void close();
}
