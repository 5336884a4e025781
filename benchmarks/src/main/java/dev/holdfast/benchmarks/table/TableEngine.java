package dev.holdfast.benchmarks.table;

import java.io.IOException;
import java.nio.file.Path;

/** What keeps a durable map in a directory. */
public enum TableEngine {
  /** A durable table of Holdfast on MapDB. */
  HOLDFAST {
    @Override
    DurableMap open(Path directory) {
      return new HoldfastMap("mapdb:" + directory.resolve("store"));
    }
  },
  /** A bare append and force: the same bytes, shared forces, and nothing else. */
  FORCE {
    @Override
    DurableMap open(Path directory) throws IOException {
      return new ForceMap(directory.resolve("journal"));
    }
  },
  /** RocksDB with {@code sync=true}. */
  ROCKSDB {
    @Override
    DurableMap open(Path directory) {
      return new RocksMap(directory.resolve("rocks"));
    }
  },
  /** The store below H2; it is synced after every commit. */
  MVSTORE {
    @Override
    DurableMap open(Path directory) {
      return new MvStoreMap(directory.resolve("mvstore"));
    }
  },
  /** SQLite with a write-ahead log and {@code synchronous=FULL}. */
  SQLITE {
    @Override
    DurableMap open(Path directory) {
      return new SqliteMap(directory.resolve("sqlite"));
    }
  };

  /** Opens the map in a directory; it is empty if nothing is there. */
  abstract DurableMap open(Path directory) throws IOException;
}
