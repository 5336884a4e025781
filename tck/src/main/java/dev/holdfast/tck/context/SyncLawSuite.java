package dev.holdfast.tck.context;

import dev.holdfast.tck.Clause;
import dev.holdfast.tck.RandomSequences;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Random histories; whatever a client had, applying the answer gives the server's state. */
public abstract class SyncLawSuite extends ContextSuite {

  private static final int LENGTH = 60;
  private static final int LEAST = isLong() ? 100 : 5;
  private static final Duration TIME = Duration.ofSeconds(isLong() ? 30 : 3);

  /** For subclasses. */
  protected SyncLawSuite() {}

  @Test
  @Clause("CTX-31")
  void anyHistory_everyAnswerLeadsToTheServersState(TestReporter reporter) {
    new RandomSequences<LawCommand>(
            seed -> new LawSource(seed, backend().info().limits()).take(LENGTH),
            this::run,
            command -> List.of())
        .check(session(), reporter, LEAST, TIME);
  }

  private void run(List<LawCommand> commands) {
    try (LawRun run = new LawRun(session())) {
      run.run(commands);
    }
  }
}
