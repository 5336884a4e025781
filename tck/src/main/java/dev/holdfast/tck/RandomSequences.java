package dev.holdfast.tck;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestReporter;

/**
 * Runs random sequences of commands, and words a failure as the shortest one found that fails.
 *
 * <p>Seeds are fresh for each run and reported. {@code -Dholdfast.tck.seed=n} runs the one sequence
 * of that seed.
 *
 * @param <C> a command; it means the same wherever in a sequence it stands
 */
public final class RandomSequences<C> {

  private static final String SEED = "holdfast.tck.seed";

  private final LongFunction<List<C>> source;
  private final Consumer<List<C>> run;
  private final Function<C, List<C>> simpler;

  /**
   * Makes sequences.
   *
   * @param source gives the commands of a seed, always the same
   * @param run runs commands from a fresh start and throws {@link AssertionError} if they fail
   * @param simpler gives simpler forms of a command to try in its place
   */
  public RandomSequences(
      LongFunction<List<C>> source, Consumer<List<C>> run, Function<C, List<C>> simpler) {
    this.source = source;
    this.run = run;
    this.simpler = simpler;
  }

  /**
   * Runs sequences until one fails or it has been enough.
   *
   * @param least how many run however slow the engine is
   * @param time how long they go on where the engine is fast
   */
  public void check(TckSession session, TestReporter reporter, int least, Duration time) {
    Long given = Long.getLong(SEED);
    if (given != null) {
      check(given);
      return;
    }
    long first = ThreadLocalRandom.current().nextLong(1L << 40);
    reporter.publishEntry(SEED, "from " + first);
    session.note(SEED, "from " + first);
    long end = System.nanoTime() + time.toNanos();
    for (long seed = first; seed < first + least || System.nanoTime() < end; seed++) {
      check(seed);
    }
  }

  private void check(long seed) {
    List<C> commands = source.apply(seed);
    try {
      run.accept(commands);
    } catch (AssertionError e) {
      throw new AssertionError(explain(seed, shrink(commands), e), e);
    }
  }

  private List<C> shrink(List<C> failing) {
    return new Shrinking<>(this::fails, simpler).shrink(failing);
  }

  private boolean fails(List<C> commands) {
    try {
      run.accept(commands);
      return false;
    } catch (AssertionError stillFailing) {
      return true;
    }
  }

  private String explain(long seed, List<C> shortest, AssertionError first) {
    String failure = first.getMessage();
    try {
      run.accept(shortest);
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
