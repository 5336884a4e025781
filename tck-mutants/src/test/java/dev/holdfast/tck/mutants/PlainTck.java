package dev.holdfast.tck.mutants;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainStorage;

/** What all mutants vary passes every test: a mutant fails by its mutation alone. */
class PlainTck extends HoldfastTck {

  private final PlainStorage storage = new PlainStorage();

  @Override
  protected TckTarget target() {
    return TckTarget.opener(clock -> new PlainBackend(storage, clock)).restartable();
  }
}
