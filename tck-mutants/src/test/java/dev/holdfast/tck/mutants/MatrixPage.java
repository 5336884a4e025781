package dev.holdfast.tck.mutants;

import dev.holdfast.tck.Specification;
import java.util.ArrayList;
import java.util.List;

/** Renders docs/tck-mutants.md. */
final class MatrixPage {

  private static final String HEADER =
      """
      # What the conformance kit catches

      <!-- Generated; -Dholdfast.test.write=true with the tests of tck-mutants writes it again. -->

      The kit is tested itself: each backend below breaks a rule, the way an author might, and the build fails unless a test
      of each clause named beside it fails on it and names that clause. Every MUST clause has one. Two backends have to pass
      the whole kit: the plain one that all of these vary, and an odd one that is slow, takes 256 bytes at most and trims two
      entries at a time, declares the least of every capability, answers short and empty pages, and unsorted rows in any
      order and more than once.

      | Clause | A backend that … |
      |---|---|
      """;

  private MatrixPage() {}

  static String render() {
    List<String> lines = new ArrayList<>();
    for (Specification.Rule rule : Specification.load().rules().values()) {
      for (Mutant mutant : Mutants.all()) {
        if (mutant.clauses().contains(rule.id())) {
          lines.add("| %s | %s |".formatted(rule.id(), mutant.flaw()));
        }
      }
    }
    return HEADER + String.join("\n", lines) + "\n";
  }
}
