package dev.holdfast.tck.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tck.Specification;
import dev.holdfast.tck.mutants.wire.EngineMutants;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    Set<String> without =
        Specification.load().rules().values().stream()
            .filter(rule -> rule.strength() == Specification.Strength.MUST)
            .map(Specification.Rule::id)
            .filter(id -> id.startsWith("CELL-"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(without).hasSizeGreaterThan(100);
    mutants().forEach(mutant -> without.removeAll(mutant.clauses()));
    assertThat(without).as("clauses without a mutant").isEmpty();
  }
}
