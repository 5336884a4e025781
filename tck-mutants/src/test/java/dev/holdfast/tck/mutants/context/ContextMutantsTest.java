package dev.holdfast.tck.mutants.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tck.Specification;
import dev.holdfast.tck.mutants.KitRun;
import dev.holdfast.tck.mutants.MutantKit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit catches contexts that break their rules, by the clauses that they break. */
@Execution(ExecutionMode.CONCURRENT)
class ContextMutantsTest {

  static List<ContextMutant> mutants() {
    return ContextMutants.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void aMutant_isCaughtByEachOfItsClauses(ContextMutant mutant) {
    List<KitRun.Failure> failures =
        KitRun.failures(MutantKit.class, mutant.target(), mutant.clauses());

    for (String clause : mutant.clauses()) {
      assertThat(failures)
          .as("failed tests of %s on contexts of which one %s", clause, mutant)
          .filteredOn(failure -> failure.clauses().contains(clause))
          .isNotEmpty()
          .allSatisfy(failure -> assertThat(failure.message()).contains(clause + " MUST"));
    }
  }

  @Test
  void everyMutant_namesClausesThatExist() {
    for (ContextMutant mutant : mutants()) {
      assertThat(mutant.clauses()).as(mutant.flaw()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(Specification.load().rules().keySet()).containsAll(mutant.clauses());
    }
    assertThat(mutants()).extracting(ContextMutant::flaw).doesNotHaveDuplicates();
  }
}
