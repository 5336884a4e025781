package dev.holdfast.tck.mutants;

import dev.holdfast.tck.Clause;
import dev.holdfast.tck.TckTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a kit, or the tests of some clauses, on a target of the calling thread. */
public final class KitRun {

  /** A test that failed: its clauses, and what it said. */
  public record Failure(Set<String> clauses, String message) {}

  private static final ThreadLocal<TckTarget> TARGET = new ThreadLocal<>();

  private KitRun() {}

  /** Returns the target of the run on this thread. */
  static TckTarget target() {
    return TARGET.get();
  }

  /** Runs the tests of {@code kit} that carry any of {@code clauses}; returns those that failed. */
  public static List<Failure> failures(Class<?> kit, TckTarget target, List<String> clauses) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(kit))
            .filters((PostDiscoveryFilter) test -> carries(test, clauses))
            // The mutants run side by side; the tests of one, one after the other.
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    List<Failure> failures = new ArrayList<>();
    TARGET.set(target);
    try {
      LauncherFactory.create().execute(request, new Collector(failures));
    } finally {
      TARGET.remove();
    }
    return failures;
  }

  private static FilterResult carries(TestDescriptor test, List<String> clauses) {
    return FilterResult.includedIf(
        !test.isTest()
            || clausesOf(test.getSource().orElse(null)).stream().anyMatch(clauses::contains));
  }

  private static Set<String> clausesOf(Object source) {
    Clause clause =
        source instanceof MethodSource method
            ? method.getJavaMethod().getAnnotation(Clause.class)
            : null;
    return clause == null ? Set.of() : Set.of(clause.value());
  }

  private record Collector(List<Failure> failures) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        String message = String.valueOf(result.getThrowable().orElse(null));
        failures.add(new Failure(clausesOf(test.getSource().orElse(null)), message));
      }
    }
  }
}
