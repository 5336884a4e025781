package dev.holdfast.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** What {@link DurableCommitBenchmark} compares. */
public enum DurableEngine {
  /** The MapDB backend: compare-and-set, repeatable, readable at once. */
  MAPDB {
    @Override
    DurableWriters open(Path directory) {
      return new MapdbWriters(directory);
    }
  },
  /** A bare append and force: the same bytes, shared forces, and nothing else. */
  FORCE {
    @Override
    DurableWriters open(Path directory) throws IOException {
      return new ForceWriters(directory);
    }
  },
  /** RocksDB: a batch of two puts with {@code sync=true}; no compare-and-set. */
  ROCKSDB {
    @Override
    DurableWriters open(Path directory) {
      return new RocksWriters(directory);
    }
  };

  abstract DurableWriters open(Path directory) throws IOException;
}
