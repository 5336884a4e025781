package dev.holdfast.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What measures in turns; how fast anything is is not looked at. */
final class ServerTurnsTest {

  @ParameterizedTest
  @EnumSource(names = {"H2", "SQLITE"})
  void bothSidesAnswerEachQuestion(ServerEngine engine) throws Exception {
    for (Question question : Question.values()) {
      try (ServerTurns turns = new ServerTurns(engine, 2)) {
        turns.prepare(question);
        ServerTurns.Rates rates = turns.measure(question, 1, Duration.ofMillis(1));

        assertThat(rates.holdfast()).isPositive();
        assertThat(rates.baseline()).isPositive();
      }
    }
  }

  @Test
  void theRatio_isTheMedianOfThoseOfNeighbours() {
    ServerTurns.Rates rates =
        ServerTurns.Rates.of(List.of(1.0, 20.0, 300.0), List.of(2.0, 10.0, 400.0));

    assertThat(rates).isEqualTo(new ServerTurns.Rates(20.0, 10.0, 0.75));
  }
}
