package dev.holdfast.tck.durable;

import dev.holdfast.tck.Clause;
import dev.holdfast.tck.RandomSequences;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Random sequences of operations, crashes and openings; the table is what a plain map would be. */
public abstract class TableSequenceSuite extends DurableSuite {

  private static final int LENGTH = 50;
  private static final int LEAST = isLong() ? 100 : 5;
  private static final Duration TIME = Duration.ofSeconds(isLong() ? 30 : 3);

  /** For subclasses. */
  protected TableSequenceSuite() {}

  @Test
  @Clause({"DUR-80", "DUR-01"})
  void anySequence_leavesWhatAPlainMapHolds(TestReporter reporter) {
    new RandomSequences<TableCommand>(
            seed -> new TableCommandSource(seed).take(LENGTH), this::run, command -> List.of())
        .check(session(), reporter, LEAST, TIME);
  }

  private void run(List<TableCommand> commands) {
    try (TableRun run = new TableRun(session(), this::small, commands.hashCode() % 2 == 0)) {
      run.run(commands);
    }
  }
}
