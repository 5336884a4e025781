package dev.holdfast.backend.memory;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;

class MemoryTck extends HoldfastTck {

  @Override
  protected TckTarget target() {
    return TckTarget.url("memory:tck");
  }
}
