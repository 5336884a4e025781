package dev.holdfast.tck.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tck.Specification;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit catches every mutant of one kind, by each of the clauses that it breaks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
public abstract class CatchingTests {

  /** Returns the mutants. */
  protected abstract List<? extends KitMutant> mutants();

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void aMutant_isCaughtByEachOfItsClauses(KitMutant mutant) {
    List<KitRun.Failure> failures =
        KitRun.failures(MutantKit.class, mutant.target(), mutant.clauses());

    for (String clause : mutant.clauses()) {
      assertThat(failures)
          .as("failed tests of %s where something %s", clause, mutant.flaw())
          .filteredOn(failure -> failure.clauses().contains(clause))
          .isNotEmpty()
          .allSatisfy(failure -> assertThat(failure.message()).contains(clause + " MUST"));
    }
  }

  @Test
  void everyMutant_namesClausesThatExist() {
    for (KitMutant mutant : mutants()) {
      assertThat(mutant.clauses()).as(mutant.flaw()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(Specification.load().rules().keySet()).containsAll(mutant.clauses());
    }
    assertThat(mutants()).extracting(KitMutant::flaw).doesNotHaveDuplicates();
  }

  /**
   * Fails if a mutant is missing.
   *
   * @param prefix how the ids of the clauses begin
   * @param floor a number that the clauses exceed, so that a wrong prefix is found
   */
  protected final void assertEveryMustClauseHasAMutant(String prefix, int floor) {
    Set<String> without =
        Specification.load().rules().values().stream()
            .filter(rule -> rule.strength() == Specification.Strength.MUST)
            .map(Specification.Rule::id)
            .filter(id -> id.startsWith(prefix))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(without).hasSizeGreaterThan(floor);
    mutants().forEach(mutant -> without.removeAll(mutant.clauses()));
    assertThat(without).as("clauses without a mutant").isEmpty();
  }
}
