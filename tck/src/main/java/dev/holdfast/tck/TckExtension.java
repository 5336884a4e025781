package dev.holdfast.tck;

import dev.holdfast.tck.ConformanceReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/** Hands each suite the session of its backend, and words failures as broken clauses. */
public final class TckExtension
    implements BeforeEachCallback, TestExecutionExceptionHandler, TestWatcher {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(TckExtension.class);
  private static final Specification SPECIFICATION = Specification.load();

  /** For JUnit. */
  public TckExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    TestInstances instances = context.getRequiredTestInstances();
    Optional<Suite> suite = instances.findInstance(Suite.class);
    if (suite.isPresent()) {
      Kit tck = instances.findInstance(Kit.class).orElseThrow();
      suite.get().begin(session(tck, context));
    }
  }

  private static TckSession session(Kit tck, ExtensionContext context) {
    ExtensionContext ofTck = context;
    while (!ofTck.getTestClass().equals(Optional.of(tck.getClass()))) {
      ofTck = ofTck.getParent().orElseThrow();
    }
    return ofTck
        .getStore(STORE)
        .computeIfAbsent(
            TckSession.class,
            key -> new TckSession(tck.getClass().getSimpleName(), tck.target()),
            TckSession.class);
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    report(context, Outcome.PASSED, "");
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    Throwable reason = cause == null || cause.getCause() == null ? cause : cause.getCause();
    report(context, Outcome.SKIPPED, reason == null ? "" : String.valueOf(reason.getMessage()));
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    report(context, Outcome.FAILED, String.valueOf(cause));
  }

  private static void report(ExtensionContext context, Outcome outcome, String reason) {
    Clause clause = context.getRequiredTestMethod().getAnnotation(Clause.class);
    TestInstances instances = context.getTestInstances().orElse(null);
    if (clause != null && instances != null) {
      instances
          .findInstance(Kit.class)
          .ifPresent(tck -> session(tck, context).report().add(clause, outcome, reason));
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Clause clause = context.getRequiredTestMethod().getAnnotation(Clause.class);
    if (clause == null) {
      throw failure;
    }
    if (failure instanceof TestAbortedException) {
      throw new TestAbortedException(
          String.join(", ", clause.value()) + ": " + failure.getMessage(), failure);
    }
    List<Specification.Rule> broken = new ArrayList<>();
    for (String id : clause.value()) {
      Specification.Rule rule = SPECIFICATION.rule(id);
      if (rule != null) {
        broken.add(rule);
      }
    }
    throw new ClauseBroken(broken, failure);
  }
}
