package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ClosedException;
import dev.holdfast.error.InvalidRequestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedCleanupTest {

  private record Due(long atNanos, Runnable action) {}

  private final List<Due> alarms = new ArrayList<>();
  private final List<Long> runs = new ArrayList<>();
  private long now;
  private Runnable cleanup = () -> runs.add(seconds(now));

  private RepeatedCleanup schedule(Duration interval) {
    return new RepeatedCleanup(() -> cleanup.run(), interval, this::after, () -> now).start();
  }

  private Runnable after(long nanos, Runnable action) {
    Due due = new Due(now + nanos, action);
    alarms.add(due);
    return () -> alarms.remove(due);
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds();
  }

  private void passSeconds(int count) {
    for (int i = 0; i < count; i++) {
      now += Duration.ofSeconds(1).toNanos();
      for (Due due : List.copyOf(alarms)) {
        if (due.atNanos() <= now) {
          alarms.remove(due);
          due.action().run();
        }
      }
    }
  }

  @Test
  void runs_onceAnInterval() {
    schedule(Duration.ofSeconds(10));
    passSeconds(35);

    assertThat(runs).containsExactly(10L, 20L, 30L);
  }

  @Test
  void setInterval_appliesAtOnce() {
    RepeatedCleanup schedule = schedule(Duration.ofHours(1));
    passSeconds(5);
    schedule.setInterval(Duration.ofSeconds(7));
    passSeconds(10);
    schedule.setInterval(Duration.ofSeconds(100));
    passSeconds(100);

    assertThat(runs).containsExactly(7L, 14L, 114L);
    assertThat(schedule.interval()).isEqualTo(Duration.ofSeconds(100));
    assertThat(alarms).hasSize(1);
  }

  @Test
  void setInterval_shorterThanWhatPassed_runsNow() {
    RepeatedCleanup schedule = schedule(Duration.ofHours(1));
    passSeconds(50);
    schedule.setInterval(Duration.ofSeconds(10));
    passSeconds(1);

    assertThat(runs).containsExactly(51L);
  }

  @Test
  void setInterval_whileRunning_startsNoSecondRun() {
    RepeatedCleanup schedule = schedule(Duration.ofSeconds(10));
    cleanup =
        () -> {
          runs.add(seconds(now));
          schedule.setInterval(Duration.ofSeconds(3));
          assertThat(alarms).isEmpty();
        };
    passSeconds(17);

    assertThat(runs).containsExactly(10L, 13L, 16L);
  }

  @Test
  void failure_isTriedAgainNextTime() {
    schedule(Duration.ofSeconds(10));
    cleanup =
        () -> {
          runs.add(seconds(now));
          throw new IllegalStateException("for the test");
        };
    passSeconds(25);

    assertThat(runs).containsExactly(10L, 20L);
  }

  @Test
  void close_endsIt() {
    RepeatedCleanup schedule = schedule(Duration.ofSeconds(10));
    passSeconds(15);
    schedule.close();
    schedule.close();
    schedule.setInterval(Duration.ofSeconds(1));
    passSeconds(30);

    assertThat(runs).containsExactly(10L);
    assertThat(alarms).isEmpty();
  }

  @Test
  void closedStore_endsIt() {
    schedule(Duration.ofSeconds(10));
    cleanup =
        () -> {
          throw new ClosedException("for the test");
        };
    passSeconds(10);

    assertThat(alarms).isEmpty();
  }

  @Test
  void interval_notAboveZero_isRefused() {
    assertThatThrownBy(() -> schedule(Duration.ZERO)).isInstanceOf(InvalidRequestException.class);
    RepeatedCleanup schedule = schedule(Duration.ofSeconds(1));
    assertThatThrownBy(() -> schedule.setInterval(Duration.ofSeconds(-1)))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> schedule.setInterval(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(InvalidRequestException.class);
  }
}
