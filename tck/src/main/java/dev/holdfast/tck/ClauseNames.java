package dev.holdfast.tck;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names a test after its clauses and its method, and a suite after its class. */
public final class ClauseNames extends DisplayNameGenerator.Standard {

  /** For JUnit. */
  public ClauseNames() {}

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
    Clause clause = testMethod.getAnnotation(Clause.class);
    String words = testMethod.getName().replace('_', ' ');
    return clause == null ? words : String.join(" ", clause.value()) + " " + words;
  }
}
