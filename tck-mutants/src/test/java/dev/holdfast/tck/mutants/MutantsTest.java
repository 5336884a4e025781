package dev.holdfast.tck.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tck.Specification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit catches every mutant by the clause that it breaks, and there is one for each clause. */
@Execution(ExecutionMode.CONCURRENT)
class MutantsTest {

  private static final Path PAGE = Path.of("../docs/tck-mutants.md");
  private static final Specification SPECIFICATION = Specification.load();

  static List<Mutant> mutants() {
    return Mutants.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void aMutant_isCaughtByEachOfItsClauses(Mutant mutant) {
    List<KitRun.Failure> failures =
        KitRun.failures(MutantKit.class, mutant.target(), mutant.clauses());

    for (String clause : mutant.clauses()) {
      assertThat(failures)
          .as("failed tests of %s on a backend that %s", clause, mutant)
          .filteredOn(failure -> failure.clauses().contains(clause))
          .isNotEmpty()
          .allSatisfy(failure -> assertThat(failure.message()).contains(clause + " MUST"));
    }
  }

  @Test
  void everyMustClauseOfABackend_hasAMutant() {
    Set<String> without =
        SPECIFICATION.rules().values().stream()
            .filter(rule -> rule.strength() == Specification.Strength.MUST)
            .map(Specification.Rule::id)
            .filter(id -> id.startsWith("CELL-"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(without).hasSizeGreaterThan(100);
    mutants().forEach(mutant -> without.removeAll(mutant.clauses()));
    assertThat(without).as("clauses without a mutant").isEmpty();
  }

  @Test
  void everyMutant_namesClausesThatExist() {
    for (Mutant mutant : mutants()) {
      assertThat(mutant.clauses()).as(mutant.flaw()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(SPECIFICATION.rules().keySet()).containsAll(mutant.clauses());
    }
    assertThat(mutants()).extracting(Mutant::flaw).doesNotHaveDuplicates();
  }

  /** With {@code -Dholdfast.test.write=true} the page is written first. */
  @Test
  void committedPage_isWhatTheTableSays() throws IOException {
    if (Boolean.getBoolean("holdfast.test.write")) {
      Files.writeString(PAGE, MatrixPage.render());
    }

    assertThat(PAGE).content().isEqualTo(MatrixPage.render());
  }
}
