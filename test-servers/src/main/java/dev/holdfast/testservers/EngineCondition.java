package dev.holdfast.testservers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips what {@link OnEngine} marks where its engine is not wanted. */
final class EngineCondition implements ExecutionCondition {

  private static final ConditionEvaluationResult RUN = ConditionEvaluationResult.enabled("wanted");

  /** For JUnit. */
  EngineCondition() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), OnEngine.class)
        .map(OnEngine::value)
        .filter(engine -> !engine.isWanted())
        .map(engine -> ConditionEvaluationResult.disabled(engine.reasonToSkip()))
        .orElse(RUN);
  }
}
