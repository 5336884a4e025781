package dev.holdfast.backend.jdbc;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;

/** H2 in memory. */
class H2MemoryTck extends HoldfastTck {

  @Override
  protected TckTarget target() {
    return TckTarget.url("jdbc:h2:mem:tck");
  }
}
