package dev.holdfast.tck;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A failure tells the rule, what was found, and where to look. */
class ClauseBrokenTest {

  @Test
  void aFailure_tellsRuleFindingAndRemedy() {
    Specification.Rule rule = requireNonNull(Specification.load().rule("CELL-HEAD-02"));

    ClauseBroken broken =
        new ClauseBroken(List.of(rule), new AssertionError("expected 5 but was 4"));

    assertThat(broken.getMessage().lines())
        .containsExactly(
            "CELL-HEAD-02 MUST A put head with a version at or below the current one is refused"
                + " with `VERSION_CONFLICT`, which tells the current version.",
            "Expected and observed:",
            "expected 5 but was 4",
            "Check first: the comparison and the write happen in one atomic step.");
  }
}
