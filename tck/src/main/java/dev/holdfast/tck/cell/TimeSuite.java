package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Time: one clock, whole milliseconds, never back. */
public abstract class TimeSuite extends CellSuite {

  /** For subclasses. */
  protected TimeSuite() {}

  @Test
  @Clause("CELL-TIME-01")
  void instants_areTheClocksInWholeMilliseconds() {
    Instant now = clock().advance(Duration.ofHours(7).plusNanos(1_999_999));
    Instant expected = now.truncatedTo(ChronoUnit.MILLIS);

    CommitResult result = cell().commit(put(1, "one"), append("a"), append("b"));

    assertThat(result.at()).isEqualTo(expected);
    assertThat(requireNonNull(cell().head()).at()).isEqualTo(expected);
    assertThat(cell().entries(LOG)).extracting(LogEntry::at).containsOnly(expected);
    assertThat(cell().read(Part.HeadPart.ANY).updatedAt()).isEqualTo(expected);
    clock().set(expected.plusMillis(1));
  }

  @Test
  @Clause("CELL-TIME-02")
  void instants_neverGoBack() {
    Instant first = cell().commit(append("a")).at();
    try {
      clock().set(first.minusSeconds(60));
      assertThat(cell().commit(append("b"), put(1, "one")).at()).isEqualTo(first);
      assertThat(cell("other").commit(put(1, "one")).at()).isEqualTo(first.minusSeconds(60));
      cell().commit(new Mutation.DeleteCell());
      assertThat(cell().commit(put(2, "two")).at()).isEqualTo(first);
    } finally {
      clock().set(first.plusMillis(1));
    }
    assertThat(cell().commit(append("c")).at()).isEqualTo(first.plusMillis(1));
    assertThat(requireNonNull(cell().head()).at()).isEqualTo(first);
  }
}
