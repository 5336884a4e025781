package dev.holdfast.tck;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.core.cell.CheckedBackend;
import dev.holdfast.core.discovery.BackendDiscovery;
import dev.holdfast.spi.Backend;

/** Opens backends the way applications do. */
final class Opening {

  private Opening() {}

  static Backend open(HoldfastConfig config) {
    return BackendDiscovery.find().open(config).backend();
  }

  static Backend checked(Backend backend) {
    return CheckedBackend.of(backend);
  }
}
