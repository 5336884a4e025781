package dev.holdfast.testservers;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of a run which engines it used, and which it was told to leave out. */
public final class EngineSummary implements TestExecutionListener {

  private static final Map<Engine, String> STARTED = new EnumMap<>(Engine.class);

  /** For JUnit, which finds it as a service. */
  public EngineSummary() {}

  static void started(Engine engine, String how) {
    synchronized (STARTED) {
      STARTED.put(engine, how);
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    String text = text(Engine.wanted());
    if (!text.isEmpty()) {
      System.out.println(text);
    }
  }

  static String text(Set<Engine> wanted) {
    String used;
    synchronized (STARTED) {
      used =
          STARTED.entrySet().stream()
              .map(engine -> engine.getKey().id() + " (" + engine.getValue() + ")")
              .collect(Collectors.joining(", "));
    }
    Set<Engine> leftOut = EnumSet.complementOf(EnumSet.copyOf(wanted));
    return (used.isEmpty() ? "" : "Engines of this run: " + used + ". ")
        + (leftOut.isEmpty() ? "" : "LEFT OUT of this run: " + Engine.ids(leftOut) + ".");
  }
}
