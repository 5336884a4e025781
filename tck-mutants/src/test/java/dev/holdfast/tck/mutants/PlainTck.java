package dev.holdfast.tck.mutants;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import dev.holdfast.tck.mutants.wire.EngineTarget;

/** What all mutants vary passes every test: a mutant fails by its mutation alone. */
class PlainTck extends HoldfastTck {

  private final PlainStorage storage = new PlainStorage();

  @Override
  protected TckTarget target() {
    return EngineTarget.of(storage);
  }
}
