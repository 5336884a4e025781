package dev.holdfast.benchmarks;

import dev.holdfast.value.Bytes;

/** Writes a head and a log entry in one step, and returns when both are on disk. Thread-safe. */
interface DurableWriters extends AutoCloseable {

  /** Writes the head of {@code version}, which follows on the one before, and a log entry. */
  void commit(int writer, long version, Bytes head, Bytes entry);

  @Override
  void close();
}
