package dev.holdfast.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstances;
import org.opentest4j.TestAbortedException;

/** Hands each suite the session of its backend, and words failures as broken clauses. */
public final class TckExtension implements BeforeEachCallback, TestExecutionExceptionHandler {

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
      HoldfastTck tck = instances.findInstance(HoldfastTck.class).orElseThrow();
      suite.get().begin(session(tck, context));
    }
  }

  private static TckSession session(HoldfastTck tck, ExtensionContext context) {
    ExtensionContext ofTck = context;
    while (!ofTck.getTestClass().equals(Optional.of(tck.getClass()))) {
      ofTck = ofTck.getParent().orElseThrow();
    }
    return ofTck
        .getStore(STORE)
        .computeIfAbsent(TckSession.class, key -> new TckSession(tck.target()), TckSession.class);
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
