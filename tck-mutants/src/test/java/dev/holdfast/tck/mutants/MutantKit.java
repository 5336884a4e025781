package dev.holdfast.tck.mutants;

import dev.holdfast.tck.HoldfastTck;
import dev.holdfast.tck.TckTarget;

/** The kit as run on a mutant; by itself it has no target, so it is no test of the build. */
public class MutantKit extends HoldfastTck {

  @Override
  protected TckTarget target() {
    return KitRun.target();
  }
}
