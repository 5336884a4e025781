package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.context.CleanupSchedule;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Position;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.SharedBackend;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cleanups that come again by themselves. Nothing here measures time. */
public abstract class ScheduleSuite extends ContextSuite {

  private static final Duration TTL = Duration.ofSeconds(10);
  private static final Duration OFTEN = Duration.ofNanos(1);
  private static final ContextSettings SETTINGS = ContextSettings.DEFAULT.withContextTtl(TTL);

  /** For subclasses. */
  protected ScheduleSuite() {}

  /** A backend whose listings tell how often, and how many at a time, a cleanup runs. */
  private static final class Observed extends SharedBackend {

    private final int failures;
    private final CountDownLatch several = new CountDownLatch(20);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();

    Observed(SharedBackend backend, int failures) {
      super(backend);
      this.failures = failures;
    }

    @Override
    public CellPage list(ListQuery query, Deadline deadline) {
      mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
      try {
        if (calls.incrementAndGet() <= failures) {
          throw new UnavailableException(ErrorCode.UNAVAILABLE, "The test lets this call fail.");
        }
        return super.list(query, deadline);
      } finally {
        inside.decrementAndGet();
        several.countDown();
      }
    }

    void awaitSeveral() throws InterruptedException {
      assertThat(several.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("whether the cleanup came again and again")
          .isTrue();
    }
  }

  private Observed observed(int failures) {
    return new Observed(new SharedBackend(backend()), failures);
  }

  /** Creates a context that is to be deleted, and waits until it is. */
  private void awaitCleanup() throws InterruptedException {
    contexts().set(ROOM, JsonObject.of("n", 1));
    Follower follower = Follower.eager();
    clock().advance(TTL.plusMillis(1));
    contexts().watch(ROOM, Position.NONE).subscribe(follower);
    follower.awaitState(null);
    follower.cancel();
  }

  @Test
  @Clause("CTX-75")
  void aSchedule_cleansUpAgainAndAgain() throws Exception {
    try (CleanupSchedule schedule = open(SETTINGS).scheduleCleanup(OFTEN)) {
      assertThat(schedule.interval()).isEqualTo(OFTEN);
      awaitCleanup();
      awaitCleanup();
    }
  }

  @Test
  @Clause("CTX-75")
  void aChangedInterval_countsAtOnce() throws Exception {
    try (CleanupSchedule schedule = open(SETTINGS).scheduleCleanup(Duration.ofDays(1))) {
      schedule.setInterval(OFTEN);
      assertThat(schedule.interval()).isEqualTo(OFTEN);
      awaitCleanup();
    }
  }

  @Test
  @Clause("CTX-75")
  void cleanups_neverOverlapAndGoOnAfterAFailure() throws Exception {
    Observed observed = observed(3);
    try (CleanupSchedule schedule = open(observed, SETTINGS).scheduleCleanup(OFTEN)) {
      observed.awaitSeveral();
      schedule.setInterval(OFTEN.multipliedBy(2));
      awaitCleanup();
    }
    assertThat(observed.mostInside).as("cleanups at a time").hasValue(1);
  }

  @Test
  @Clause("CTX-75")
  void aClosedSchedule_cleansUpNoMore() throws Exception {
    Observed first = observed(0);
    CleanupSchedule schedule = open(first, SETTINGS).scheduleCleanup(OFTEN);
    first.awaitSeveral();
    schedule.close();
    schedule.close();
    assertNoMoreCleanup();
  }

  @Test
  @Clause("CTX-75")
  void closedContexts_cleanUpNoMore() throws Exception {
    Observed first = observed(0);
    Holdfast closing = holdfast(first);
    ContextSync contexts = session().target().seen(closing.contexts("rooms", SETTINGS));
    contexts.scheduleCleanup(OFTEN);
    first.awaitSeveral();
    closing.close();
    refused(ErrorCode.CLOSED, () -> contexts.scheduleCleanup(OFTEN));
    assertNoMoreCleanup();
  }

  /** Gives what was closed the time that another schedule needs for many cleanups. */
  private void assertNoMoreCleanup() throws InterruptedException {
    contexts().set(ROOM, JsonObject.of("n", 1));
    clock().advance(TTL.plusMillis(1));
    Observed other = observed(0);
    open(other, ContextSettings.DEFAULT).scheduleCleanup(OFTEN);
    other.awaitSeveral();
    assertThat(value(second(), ROOM)).isEqualTo(JsonObject.of("n", 1));
  }

  @Test
  @Clause("CTX-75")
  void anIntervalOfNothing_isRefused() {
    refused(ErrorCode.INVALID_REQUEST, () -> contexts().scheduleCleanup(Duration.ZERO));
    refused(ErrorCode.INVALID_REQUEST, () -> contexts().scheduleCleanup(Duration.ofMillis(-1)));
  }
}
