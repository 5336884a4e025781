package dev.holdfast.tck.model;

import dev.holdfast.tck.Clause;
import dev.holdfast.tck.Suite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Random sequences of operations; every answer is the model's.
 *
 * <p>Seeds are fresh for each run and reported. {@code -Dholdfast.tck.seed=n} runs the one sequence
 * of that seed.
 */
public abstract class AnySequenceSuite extends Suite {

  private static final String SEED = "holdfast.tck.seed";
  private static final int LENGTH = 40;

  /** How many sequences run however slow the engine is. */
  private static final int LEAST = isLong() ? 100 : 5;

  /** How long sequences go on where the engine is fast. */
  private static final Duration TIME = Duration.ofSeconds(isLong() ? 30 : 3);

  /** For subclasses. */
  protected AnySequenceSuite() {}

  @Test
  @Clause("CELL-ANY-01")
  void anySequence_isAnsweredAsTheModelSays(TestReporter reporter) {
    Long given = Long.getLong(SEED);
    if (given != null) {
      run(given);
      return;
    }
    long first = ThreadLocalRandom.current().nextLong(1L << 40);
    reporter.publishEntry(SEED, "from " + first);
    session().note(SEED, "from " + first);
    long end = System.nanoTime() + TIME.toNanos();
    for (long seed = first; seed < first + LEAST || System.nanoTime() < end; seed++) {
      run(seed);
    }
  }

  private void run(long seed) {
    List<Command> commands = new CommandSource(seed, backend().info().limits()).take(LENGTH);
    try {
      new ModelRun(session()).run(commands);
    } catch (AssertionError e) {
      List<Command> shortest = new Shrinking(this::fails).shrink(commands);
      throw new AssertionError(explain(seed, shortest, e), e);
    }
  }

  private boolean fails(List<Command> commands) {
    try {
      new ModelRun(session()).run(commands);
      return false;
    } catch (AssertionError stillFailing) {
      return true;
    }
  }

  private String explain(long seed, List<Command> shortest, AssertionError first) {
    String failure = first.getMessage();
    try {
      new ModelRun(session()).run(shortest);
      failure += " (This did not happen again with the commands above.)";
    } catch (AssertionError again) {
      failure = again.getMessage();
    }
    String commands =
        shortest.stream()
            .map(command -> "  " + printable(command.toString()))
            .collect(Collectors.joining("\n"));
    return "The shortest sequence found that fails:\n%s\n%s\nReplay with -D%s=%d"
        .formatted(commands, failure, SEED, seed);
  }

  private static String printable(String text) {
    return text.codePoints()
        .mapToObj(
            point ->
                point < ' ' || point > '~' ? "\\u{%x}".formatted(point) : Character.toString(point))
        .collect(Collectors.joining());
  }
}
