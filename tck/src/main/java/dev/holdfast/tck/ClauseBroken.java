package dev.holdfast.tck;

import java.util.ArrayList;
import java.util.List;

/**
 * A backend broke a clause: the rule, what was expected and observed, and where to look first.
 *
 * <p>What was expected and observed is the message of the assertion, which is the cause.
 */
public final class ClauseBroken extends AssertionError {

  private static final long serialVersionUID = 1L;

  ClauseBroken(List<Specification.Rule> broken, Throwable failure) {
    super(describe(broken, failure), failure);
    setStackTrace(failure.getStackTrace());
  }

  private static String describe(List<Specification.Rule> broken, Throwable failure) {
    List<String> lines = new ArrayList<>();
    for (Specification.Rule rule : broken) {
      lines.add("%s %s %s".formatted(rule.id(), rule.strength(), rule.text()));
    }
    lines.add("Expected and observed:");
    lines.add(String.valueOf(failure instanceof AssertionError ? failure.getMessage() : failure));
    for (Specification.Rule rule : broken) {
      if (!rule.checkFirst().isEmpty()) {
        lines.add("Check first: " + rule.checkFirst());
      }
    }
    return String.join(System.lineSeparator(), lines);
  }
}
