package dev.holdfast.tck.mutants;

import dev.holdfast.tck.mutants.wire.EngineMutants;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kit catches every broken backend, and there is one for each clause. */
class MutantsTest extends CatchingTests {

  @Override
  protected List<KitMutant> mutants() {
    return Stream.concat(Mutants.all().stream(), EngineMutants.all().stream()).toList();
  }

  @Test
  void everyMustClauseOfABackend_hasAMutant() {
    assertEveryMustClauseHasAMutant("CELL-", 100);
  }
}
