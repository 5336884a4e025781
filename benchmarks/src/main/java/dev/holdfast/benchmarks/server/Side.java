package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.baseline.StoredCells;
import dev.holdfast.core.discovery.BackendDiscovery;

/** Who does the work. */
public enum Side {
  /** Holdfast, at its SPI. */
  HOLDFAST {
    @Override
    StoredCells open(ServerEngine engine, Place place) {
      return new HoldfastCells(BackendDiscovery.find().open(place.config()).backend());
    }
  },
  /** The baseline of the engine. */
  BASELINE {
    @Override
    StoredCells open(ServerEngine engine, Place place) {
      return engine.baseline(place);
    }
  };

  abstract StoredCells open(ServerEngine engine, Place place);
}
