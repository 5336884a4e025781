package dev.holdfast.tck.mutants;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.mutants.plain.PlainStorage;

/** A backend that is slow, small and strange, and keeps every rule, passes every test. */
class OddTck extends HoldfastTck {

  private final PlainStorage storage = new PlainStorage();

  @Override
  protected TckTarget target() {
    return TckTarget.opener(clock -> new OddBackend(storage, clock));
  }
}
