package dev.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;

/**
 * Tests about one topic; {@link HoldfastTck} nests one subclass of each.
 *
 * <p>Every test finds its own empty namespace. Bounds on waiting are generous: they end a hang and
 * measure nothing.
 */
@DisplayNameGeneration(ClauseNames.class)
public abstract class Suite {

  /**
   * How long anything may take before it counts as hung: a minute, or as many seconds as {@code
   * -Dholdfast.tck.patience} says, where backends that hang are expected.
   */
  public static final Duration PATIENCE =
      Duration.ofSeconds(Long.getLong("holdfast.tck.patience", 60));

  private @Nullable TckSession session;
  private @Nullable String namespace;

  /** For subclasses. */
  protected Suite() {}

  final void begin(TckSession ofBackend) {
    session = ofBackend;
    namespace = ofBackend.newNamespace();
  }

  /** Returns what all tests of this backend share. */
  protected final TckSession session() {
    if (session == null) {
      throw new IllegalStateException("A suite runs nested in a subclass of HoldfastTck.");
    }
    return session;
  }

  /** Returns the instance to work on; not to be closed. */
  protected final Backend backend() {
    return session().backend();
  }

  /** Returns a second instance over the same storage; not to be closed. */
  protected final Backend secondBackend() {
    return session().secondBackend();
  }

  /** Returns the clock of both instances. */
  protected final TckClock clock() {
    return session().clock();
  }

  /** Returns the namespace of this test alone. */
  protected final String namespace() {
    session();
    return String.valueOf(namespace);
  }

  /** Returns a collection of this test alone. */
  protected final CollectionRef collection() {
    return new CollectionRef(namespace(), "cells");
  }

  /** Returns a deadline that ends only what hangs. */
  protected static Deadline soon() {
    return Deadline.after(PATIENCE);
  }

  /** Tells whether the long set runs: {@code -Dholdfast.long=true}. */
  protected static boolean isLong() {
    return Boolean.getBoolean("holdfast.long");
  }

  /** Ends the test as skipped, saying why, unless {@code condition} holds. */
  protected static void onlyIf(boolean condition, String reason) {
    if (!condition) {
      Assumptions.abort(reason);
    }
  }

  /** Checks that {@code call} is refused with {@code code}. */
  protected static HoldfastException refused(ErrorCode code, ThrowingCallable call) {
    HoldfastException refusal = catchThrowableOfType(HoldfastException.class, call);
    assertThat(refusal).as("a refusal with %s", code).isNotNull();
    assertThat(refusal.code()).as("the code of: %s", refusal.getMessage()).isEqualTo(code);
    return refusal;
  }
}
