package dev.holdfast.testservers;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is made once, on first use; a failure is remembered too, so that not every test waits for
 * it. Thread-safe.
 */
final class Shared<T> {

  private final Engine engine;
  private final Supplier<T> maker;
  private @Nullable T made;
  private @Nullable IllegalStateException failure;

  Shared(Engine engine, Supplier<T> maker) {
    this.engine = engine;
    this.maker = maker;
  }

  /** Returns it; ends the test as skipped if its engine is not wanted. */
  synchronized T get() {
    engine.orSkip();
    if (failure != null) {
      throw new IllegalStateException(failure.getMessage(), failure);
    }
    if (made == null) {
      made = make();
    }
    return made;
  }

  private String origin() {
    if (Setting.of(engine, "url").isPresent()) {
      return "given by a URL";
    }
    return Containers.areUsed() ? "in a container" : "embedded";
  }

  private T make() {
    try {
      T server = maker.get();
      EngineSummary.started(engine, origin());
      return server;
    } catch (RuntimeException | LinkageError e) {
      failure =
          new IllegalStateException(
              ("The engine %1$s cannot be started: %2$s%n"
                      + "Give one with -Dholdfast.test.%1$s.url, or leave its tests out with"
                      + " -Dholdfast.engines.")
                  .formatted(engine.id(), e.getMessage()),
              e);
      throw failure;
    }
  }
}
