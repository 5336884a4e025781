package dev.holdfast.tck.mutants.context;

import dev.holdfast.tck.mutants.CatchingTests;
import java.util.List;

/** The kit catches contexts that break their rules. */
class ContextMutantsTest extends CatchingTests {

  @Override
  protected List<ContextMutant> mutants() {
    return ContextMutants.all();
  }
}
