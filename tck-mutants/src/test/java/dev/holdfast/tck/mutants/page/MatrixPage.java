package dev.holdfast.tck.mutants.page;

import dev.holdfast.tck.Specification;
import dev.holdfast.tck.mutants.KitMutant;
import java.util.ArrayList;
import java.util.List;

/** Renders docs/tck-mutants.md. */
final class MatrixPage {

  private static final String HEADER =
      """
      # What the conformance kit catches

      <!-- Generated; -Dholdfast.test.write=true with the tests of tck-mutants writes it again. -->

      The kit is tested itself: each backend or store below breaks a rule, the way an author might, and the build fails unless
      a test of each clause named beside it fails on it and names that clause. Every MUST clause about cells has one; the
      stores, which are written once above the cells, have at least ten each. Two backends have to pass the whole kit: the
      plain one that all broken ones vary, and an odd one that is slow, takes 256 bytes at most and trims two entries at a
      time, declares the least of every capability, answers short and empty pages, and unsorted rows in any order and more
      than once.
      """;

  private MatrixPage() {}

  static String render(List<Part> parts) {
    List<String> lines = new ArrayList<>();
    for (Part part : parts) {
      lines.add("\n## %s\n\n| Clause | One that … |\n|---|---|".formatted(part.title()));
      for (Specification.Rule rule : Specification.load().rules().values()) {
        for (KitMutant mutant : part.mutants()) {
          if (mutant.clauses().contains(rule.id())) {
            lines.add("| %s | %s |".formatted(rule.id(), mutant.flaw()));
          }
        }
      }
    }
    return HEADER + String.join("\n", lines) + "\n";
  }

  /** The mutants of one kind. */
  record Part(String title, List<? extends KitMutant> mutants) {}
}
