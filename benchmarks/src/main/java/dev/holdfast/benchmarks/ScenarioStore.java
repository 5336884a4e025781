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
  /** On a Redis server that syncs every write, in a database that is emptied first. */
  REDIS {
    @Override
    String url() {
      return ServerEngine.emptyRedis();
    }
  };

  abstract String url();
}
