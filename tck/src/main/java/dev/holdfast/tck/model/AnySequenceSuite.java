package dev.holdfast.tck.model;

import dev.holdfast.tck.Clause;
import dev.holdfast.tck.RandomSequences;
import dev.holdfast.tck.Suite;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Random sequences of operations; every answer is the model's. */
public abstract class AnySequenceSuite extends Suite {

  private static final int LENGTH = 40;
  private static final int LEAST = isLong() ? 100 : 5;
  private static final Duration TIME = Duration.ofSeconds(isLong() ? 30 : 3);

  /** For subclasses. */
  protected AnySequenceSuite() {}

  @Test
  @Clause("CELL-ANY-01")
  void anySequence_isAnsweredAsTheModelSays(TestReporter reporter) {
    new RandomSequences<Command>(
            seed -> new CommandSource(seed, backend().info().limits()).take(LENGTH),
            commands -> new ModelRun(session()).run(commands),
            Command::simpler)
        .check(session(), reporter, LEAST, TIME);
  }
}
