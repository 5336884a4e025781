package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchScope;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.TckTarget;
import dev.holdfast.tck.fault.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that fail: cut, stalled, half closed, slow, or with a reply lost. */
public abstract class FaultSuite extends CellSuite {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int MOST_REPLIES = 40;

  private @Nullable FaultProxy proxy;
  private @Nullable Backend behind;

  /** For subclasses. */
  protected FaultSuite() {}

  @BeforeEach
  void openBehindProxy() {
    TckTarget.OverTcp tcp = session().target().tcp().orElse(null);
    onlyIf(tcp != null, "the target names no server to put a proxy before: overTcp()");
    if (tcp != null) {
      FaultProxy opened = new FaultProxy(tcp.engine());
      proxy = opened;
      behind = tcp.through().apply(opened.address()).open(clock());
    }
  }

  @AfterEach
  void closeProxy() {
    if (proxy != null) {
      proxy.heal();
      try {
        if (behind != null) {
          behind.close();
        }
      } finally {
        proxy.close();
      }
    }
  }

  @Test
  @Clause({"CELL-FAULT-01", "CELL-ONCE-01"})
  void aLostReply_isOutcomeUnknownAndSettledByTheCommitId() {
    int lost = loseReplies(true);
    if (lost == 0) {
      // The way is encrypted.
      lost = loseReplies(false);
    }
    assertThat(lost).as("replies that could be lost").isPositive();
  }

  /** Loses each of the replies that a commit waits for, one a time; returns how many. */
  private int loseReplies(boolean readable) {
    readWithin(PATIENCE);
    int before = proxy().repliesLost();
    int lost = 0;
    for (int reply = 1; reply <= lost + 1; reply++) {
      assertThat(reply).as("replies to one commit").isLessThan(MOST_REPLIES);
      Cell direct = cell("reply " + reply + " of " + readable);
      String marker = "marker " + newId().writer();
      Commit commit = Commit.of(put(1, marker), append("once")).withId(newId());
      proxy().loseReply(bytes(readable ? marker : ""), reply);

      CommitResult result = attempt(direct, commit);
      lost = proxy().repliesLost() - before;
      proxy().heal();
      CommitResult settled = new Workload(direct.through(behind()), clock()).settle(commit);

      assertThat(direct.texts(LOG)).as("with reply %d lost", reply).containsExactly("once");
      assertThat(settled.sequence()).isEqualTo(1);
      if (result != null) {
        assertThat(settled).isEqualTo(result.asRepeated());
      }
    }
    return lost;
  }

  /** Commits through the proxy; what fails and says that nothing was applied is checked. */
  private @Nullable CommitResult attempt(Cell direct, Commit commit) {
    try {
      return behind().commit(direct.ref(), commit, Deadline.after(Workload.ATTEMPT));
    } catch (HoldfastException failure) {
      if (failure.code() != ErrorCode.OUTCOME_UNKNOWN) {
        assertThat(failure.code()).isIn(ErrorCode.UNAVAILABLE, ErrorCode.DEADLINE_EXCEEDED);
        assertThat(direct.version())
            .as("the version after a failure that says that nothing was applied: %s", failure)
            .isZero();
      }
      return null;
    }
  }

  @Test
  @Clause({"CELL-FAULT-02", "CELL-FAULT-04"})
  void connectionsThatFailUnderLoad_loseAndRepeatNothing() throws Exception {
    Cell direct = cell();
    Workload load = new Workload(direct.through(behind()), clock());
    int rounds = isLong() ? 20 : 2;
    List<String> acknowledged = load.during(() -> disturb(load, rounds));

    assertThat(Workload.history(direct)).containsExactlyInAnyOrderElementsOf(acknowledged);
  }

  private void disturb(Workload load, int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      proxy().cut();
      load.awaitMore();
      proxy().delay(Duration.ofMillis(20));
      load.awaitMore();
      proxy().heal();
      proxy().halfClose();
      load.awaitMore();
      proxy().refuse();
      load.awaitFailure();
      proxy().heal();
      load.awaitMore();
      proxy().stall();
      load.awaitFailure();
      proxy().heal();
      load.awaitMore();
    }
  }

  @Test
  @Clause("CELL-FAULT-03")
  void whileNothingGetsThrough_everyCallEndsWithItsDeadline() throws Exception {
    cell().commit(put(1, "one"));
    assertThat(cell().through(behind()).version()).isEqualTo(1);
    proxy().stall();
    endsUnanswered(() -> readWithin(SHORT));
    endsUnanswered(() -> behind().list(ListQuery.all(collection(), 8), Deadline.after(SHORT)));
    endsUnanswered(() -> behind().usage(collection(), Deadline.after(SHORT)));
    Commit commit = Commit.of(put(2, "two"), append("entry")).withId(newId());
    ErrorCode code = ends(() -> behind().commit(cell().ref(), commit, Deadline.after(SHORT)));
    assertThat(code)
        .isIn(ErrorCode.OUTCOME_UNKNOWN, ErrorCode.UNAVAILABLE, ErrorCode.DEADLINE_EXCEEDED);
    assertThat(ends(() -> behind().health(Deadline.after(SHORT)))).isNull();

    proxy().heal();
    new Workload(cell().through(behind()), clock()).settle(commit);
    assertThat(cell().texts(LOG)).containsExactly("entry");
  }

  private void endsUnanswered(Runnable call) throws Exception {
    assertThat(ends(call)).isIn(ErrorCode.UNAVAILABLE, ErrorCode.DEADLINE_EXCEEDED);
  }

  /** Runs a call to its end, which comes before patience does; returns how it failed. */
  private static @Nullable ErrorCode ends(Runnable call) throws Exception {
    FutureTask<@Nullable ErrorCode> running =
        new FutureTask<>(
            () -> {
              try {
                call.run();
                return null;
              } catch (HoldfastException failure) {
                return failure.code();
              }
            });
    new Thread(running, "call with a deadline").start();
    return running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  @Clause({"CELL-FAULT-04", "CELL-FAULT-05"})
  void anEngineOutOfReach_isUnavailableUntilItIsBack() {
    Cell reached = cell().through(behind());
    assertThat(reached.version()).isZero();
    proxy().refuse();
    HoldfastException ofRead = catchHoldfast(() -> readWithin(SHORT));
    assertThat(ofRead.code()).isIn(ErrorCode.UNAVAILABLE, ErrorCode.DEADLINE_EXCEEDED);
    Commit commit = Commit.of(put(1, "one"), append("entry")).withId(newId());
    HoldfastException ofCommit =
        catchHoldfast(() -> behind().commit(reached.ref(), commit, Deadline.after(SHORT)));
    assertThat(ofCommit.code())
        .isIn(ErrorCode.OUTCOME_UNKNOWN, ErrorCode.UNAVAILABLE, ErrorCode.DEADLINE_EXCEEDED);
    assertThat(behind().health(Deadline.after(SHORT)).healthy()).isFalse();

    proxy().heal();
    new Workload(reached, clock()).settle(commit);
    assertThat(cell().texts(LOG)).containsExactly("entry");
  }

  private static HoldfastException catchHoldfast(Runnable call) {
    try {
      call.run();
    } catch (HoldfastException expected) {
      return expected;
    }
    throw new AssertionError("The call was answered while the engine was out of reach.");
  }

  @Test
  @Clause("CELL-FAULT-06")
  void aWatchWhoseConnectionWasLost_isToldOfWhatChangedMeanwhile() throws Exception {
    // The listener reads past the proxy, so that what it misses is the hint alone.
    Recorder recorder = new Recorder(cell());
    Watch watch = behind().watch(WatchScope.of(cell().ref()), recorder, soon());
    try {
      cell().commit(put(1, "one"));
      recorder.awaitVersion(1);
      for (int version = 2; version <= 3; version++) {
        proxy().refuse();
        catchHoldfast(() -> readWithin(SHORT));
        cell().commit(put(version, "while the connection is lost"));
        proxy().heal();
        recorder.awaitVersion(version);
      }
      cell().commit(put(4, "later"));
      recorder.awaitVersion(4);
    } finally {
      watch.close();
    }
  }

  private void readWithin(Duration time) {
    behind().read(List.of(CellRead.of(cell().ref(), Part.HeadPart.ANY)), Deadline.after(time));
  }

  private FaultProxy proxy() {
    return requireNonNull(proxy);
  }

  private Backend behind() {
    return requireNonNull(behind);
  }
}
