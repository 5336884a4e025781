package dev.holdfast.testservers;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the engine that a test class needs. The class is skipped, with the reason, in a run that
 * {@code -Dholdfast.engines} keeps from that engine. An engine that cannot start fails its tests.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EngineCondition.class)
public @interface OnEngine {

  /** The engine. */
  Engine value();
}
