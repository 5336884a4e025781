package dev.holdfast.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private static void assertPassed(Deadline deadline) {
    assertThat(deadline.hasPassed()).isTrue();
    assertThat(deadline.remaining()).isZero();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> deadline.check("The call"))
        .withMessageContaining("The call was not begun: the 0 ms")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
  }

  @Test
  void after_countsFromItsMaking() {
    assertPassed(Deadline.after(Duration.ZERO));
    assertThat(Deadline.after(Duration.ofDays(1)).hasPassed()).isFalse();
  }

  @Test
  void uponUse_countsFromTheFirstQuestion() {
    Deadline deadline = Deadline.uponUse(Duration.ZERO);
    deadline.check("The call");
    assertThat(deadline.hasPassed()).isFalse();
    assertThat(deadline.remainingNanos()).isZero();
    assertPassed(deadline);
  }

  @Test
  void uponUse_afterTheFirstQuestion_runsOut() {
    Deadline deadline = Deadline.uponUse(Duration.ofDays(1));
    long first = deadline.remainingNanos();
    assertThat(first).isPositive();
    assertThat(deadline.remainingNanos()).isPositive().isLessThanOrEqualTo(first);
  }

  @Test
  void never_doesNotPass() {
    assertThat(Deadline.NEVER.remainingNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(Deadline.NEVER.hasPassed()).isFalse();
  }

  @Test
  void timeBeyondWhatCanBeCounted_isAllThereIs() {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    assertThat(Deadline.after(longest).hasPassed()).isFalse();
    assertThat(Deadline.uponUse(longest).remainingNanos()).isPositive();
    assertPassed(Deadline.after(Duration.ofSeconds(Long.MIN_VALUE)));
  }
}
