package dev.holdfast.benchmarks;

import dev.holdfast.benchmarks.server.ServerEngine;

/** Where the contexts of {@link ScenarioBenchmark} are. */
public enum ScenarioStore {
  /** In memory. */
  MEMORY {
    @Override
    String url() {
      return "memory:";
    }
  },
  /** On a Redis server that keeps all in memory, in a database that is emptied first. */
  REDIS {
    @Override
    String url() {
      return ServerEngine.emptyRedis(false);
    }
  },
  /** On one that syncs every write. */
  REDIS_SYNCED {
    @Override
    String url() {
      return ServerEngine.emptyRedis(true);
    }
  };

  abstract String url();
}
