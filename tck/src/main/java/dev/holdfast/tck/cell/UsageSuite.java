package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Health;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Usage;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Usage and health. */
public abstract class UsageSuite extends CellSuite {

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  /** For subclasses. */
  protected UsageSuite() {}

  @Test
  @Clause("CELL-USAGE-01")
  void usage_countsTheCellsThatAListingShows() {
    assertThat(usage().cells()).isZero();
    cell("head").commit(put(1, "one"));
    cell("log").commit(append("entry"));
    cell("gone").commit(put(1, "one"));
    cell("gone").commit(new Mutation.DeleteCell());
    cell("headless").commit(put(1, "one"));
    cell("headless").commit(new Mutation.DeleteHead());

    assertThat(usage().cells()).isEqualTo(2);
  }

  @Test
  @Clause("CELL-USAGE-02")
  void usage_addsUpBytes() {
    cell("1234").commit(put(1, "12345"), append("123"), append("4567"));
    assertThat(usage().bytes()).isEqualTo(4 + 5 + 3 + 4);
    cell("1234").commit(putRow(SORTED, "12", "345"), putRow(UNSORTED, "1", "2"));
    assertThat(usage().bytes()).isEqualTo(16 + 5 + 2);
    cell("1234").commit(put(2, "1"), putRow(SORTED, "12", ""), new Mutation.TrimToLatest(LOG, 1));
    assertThat(usage().bytes()).isEqualTo(4 + 1 + 4 + 2 + 2);
    cell("5").commit(put(1, "6"));
    assertThat(usage().bytes()).isEqualTo(13 + 2);
    cell("1234").commit(new Mutation.DeleteCell());
    assertThat(usage().bytes()).isEqualTo(2);
  }

  @Test
  @Clause("CELL-HEALTH-01")
  void aBackendThatWorks_isHealthy() {
    cell().commit(put(1, "one"));
    Health health = backend().health(soon());

    assertThat(health.healthy()).as(health.detail()).isTrue();
    assertThat(health.detail()).isNotBlank();
  }

  /** Returns how much there is, as numbers tell that are younger than this question. */
  private Usage usage() {
    long asked = System.nanoTime();
    while (true) {
      // Before the answer, so that what it counts began after the question.
      Duration since = Duration.ofNanos(System.nanoTime() - asked);
      Usage usage = backend().usage(collection(), soon());
      assertThat(usage.age()).isGreaterThanOrEqualTo(Duration.ZERO);
      if (usage.age().compareTo(since) <= 0) {
        return usage;
      }
      assertThat(since).as("how long old numbers were told").isLessThan(PATIENCE);
      LockSupport.parkNanos(PAUSE);
    }
  }
}
