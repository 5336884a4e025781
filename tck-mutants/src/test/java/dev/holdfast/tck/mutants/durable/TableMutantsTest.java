package dev.holdfast.tck.mutants.durable;

import dev.holdfast.tck.mutants.CatchingTests;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kit catches durable tables that break their rules. */
class TableMutantsTest extends CatchingTests {

  @Override
  protected List<TableMutant> mutants() {
    return TableMutants.all();
  }

  @Test
  void everyMustClauseOfATable_hasAMutant() {
    assertEveryMustClauseHasAMutant("DUR-", 30);
  }
}
