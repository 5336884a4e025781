package dev.holdfast.core.cell;

import static dev.holdfast.core.cell.ScriptedBackend.CELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.cell.ScriptedBackend.Step;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Reach;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commits whose replies are lost, late or refused. */
final class CommitTest {

  private static final Step REPLY_LOST =
      apply -> {
        apply.get();
        throw new OutcomeUnknownException(ErrorCode.OUTCOME_UNKNOWN, "The reply was lost.");
      };
  private static final Step REQUEST_LOST =
      apply -> {
        throw new OutcomeUnknownException(ErrorCode.OUTCOME_UNKNOWN, "The request was lost.");
      };
  private static final Step UNAVAILABLE =
      apply -> {
        throw new UnavailableException(ErrorCode.UNAVAILABLE, "Nobody is there.");
      };

  private final ScriptedBackend backend = new ScriptedBackend();
  private final List<Long> pauses = new ArrayList<>();
  private Instant now = Instant.ofEpochSecond(1, 999_999);
  private final Workers workers = new Workers("test", Reach.ONE_PROCESS);
  private final Cells cells = cells(pauses::add, bound -> bound - 1);

  @AfterEach
  void stopWorkers() {
    workers.close();
    assertThat(Thread.interrupted()).as("a flag left behind").isFalse();
  }

  private Cells cells(Backoff.Sleep sleep, LongUnaryOperator random) {
    Gateway gateway = new Gateway(backend, "test", () -> now, workers, new Backoff(sleep, random));
    return Cells.of(gateway, Duration.ofMinutes(1));
  }

  private Cells withEndlessPauses() {
    return cells(pauses::add, bound -> Long.MAX_VALUE / 2);
  }

  private static Commit put(long version) {
    return Commit.of(new Mutation.PutHead(version, Bytes.EMPTY));
  }

  @Test
  void replyLost_theSameCommitIsRepeated_andAppliedOnce() {
    backend.commitsGo(REPLY_LOST);
    CommitResult result = cells.commit(CELL, put(1));
    assertThat(result.repeated()).isTrue();
    assertThat(backend.applied()).isOne();
    assertThat(backend.commits).hasSize(2);
    assertThat(backend.commits.get(1)).isEqualTo(backend.commits.get(0));
  }

  @Test
  void requestLost_theSameCommitIsRepeated() {
    backend.commitsGo(REQUEST_LOST, REQUEST_LOST);
    assertThat(cells.commit(CELL, put(1)).repeated()).isFalse();
    assertThat(backend.commits).hasSize(3).containsOnly(backend.commits.get(0));
  }

  @Test
  void unavailableForAMoment_isRepeatedWithGrowingPauses() {
    backend.commitsGo(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
    cells.commit(CELL, put(1));
    assertThat(backend.applied()).isOne();
    assertThat(pauses).hasSize(3).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void unavailableForLong_anIdTooOldIsReplaced_whileNothingWasSent() {
    Step laterUnavailable = unavailableAfter(thirds(1));
    backend.commitsGo(laterUnavailable, laterUnavailable, laterUnavailable);
    assertThat(cells.commit(CELL, put(1)).repeated()).isFalse();
    assertThat(backend.commits)
        .extracting(commit -> Objects.requireNonNull(commit.id()).sequence())
        .containsExactly(1L, 1L, 2L, 2L);
    assertThat(Objects.requireNonNull(backend.commits.get(3).id()).issuedAt())
        .isEqualTo(Instant.ofEpochSecond(1).plus(thirds(2)));
  }

  @Test
  void replyLost_theIdIsKept_howeverOldItGets() {
    backend.commitsGo(REPLY_LOST, unavailableAfter(thirds(2)));
    assertThat(cells.commit(CELL, put(1)).repeated()).isTrue();
    assertThat(backend.commits).hasSize(3).containsOnly(backend.commits.get(0));
  }

  @Test
  void idOfTheCaller_isKept() {
    Commit own = put(1).withId(new CommitId(UUID.randomUUID(), 9, now));
    backend.commitsGo(unavailableAfter(thirds(2)));
    cells.commit(CELL, own);
    assertThat(backend.commits).containsExactly(own, own);
  }

  private Duration thirds(int count) {
    return backend.info().limits().retryHorizon().dividedBy(3).multipliedBy(count);
  }

  private Step unavailableAfter(Duration duration) {
    return apply -> {
      now = now.plus(duration);
      throw new UnavailableException(ErrorCode.UNAVAILABLE, "Nobody is there.");
    };
  }

  @Test
  void pauses_areBounded() {
    backend.commitsGo(Collections.nCopies(80, UNAVAILABLE).toArray(Step[]::new));
    cells.commit(CELL, put(1));
    assertThat(pauses).allMatch(nanos -> nanos > 0 && nanos <= 500_000_000);
  }

  @Test
  void noTimeForAnotherAttempt_endsAsUnavailable_whenNothingWasApplied() {
    backend.commitsGo(UNAVAILABLE);
    assertThatThrownBy(() -> withEndlessPauses().commit(CELL, put(1)))
        .isInstanceOf(UnavailableException.class);
    assertThat(backend.applied()).isZero();
  }

  @Test
  void noTimeForAnotherAttempt_endsAsUnknown_whenAReplyIsMissing() {
    backend.commitsGo(REPLY_LOST);
    assertThatThrownBy(() -> withEndlessPauses().commit(CELL, put(1)))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void until_givesAllCallsOneDeadline() {
    Deadline deadline = Deadline.after(Duration.ofMinutes(1));
    Cells limited = cells.until(deadline).deferringInterrupts();
    assertThat(limited.deadline()).isSameAs(deadline).isSameAs(limited.deadline());
    assertThatThrownBy(() -> cells.until(Deadline.after(Duration.ZERO)).commit(CELL, put(1)))
        .isInstanceOf(UnavailableException.class);
    assertThat(backend.calls).isEmpty();
  }

  @Test
  void replyLostThenClosed_isStillUnknown() {
    backend.commitsGo(
        REPLY_LOST,
        apply -> {
          throw new ClosedException("The backend is closed.");
        });
    assertThatThrownBy(() -> cells.commit(CELL, put(1)))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("The backend is closed.");
    assertThat(backend.commits).hasSize(2);
  }

  @Test
  void expired_isNotRepeated() {
    backend.commitsGo(
        apply -> {
          throw new OutcomeUnknownException(ErrorCode.COMMIT_EXPIRED, "Too late.");
        });
    assertThatThrownBy(() -> cells.commit(CELL, put(1)))
        .isInstanceOfSatisfying(
            OutcomeUnknownException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.COMMIT_EXPIRED));
    assertThat(backend.commits).hasSize(1);
  }

  @Test
  void conflict_isNotRepeated() {
    cells.commit(CELL, put(5));
    assertThatThrownBy(() -> cells.commit(CELL, put(5))).isInstanceOf(ConflictException.class);
    assertThat(backend.commits).hasSize(2);
  }

  @Test
  void ids_haveOneWriterAndGrowingNumbers_andAnInstantInMilliseconds() {
    cells.commit(CELL, put(1));
    cells.within(Duration.ofSeconds(5)).commit(CELL, put(2));
    List<CommitId> ids =
        backend.commits.stream().map(commit -> Objects.requireNonNull(commit.id())).toList();
    assertThat(ids).extracting(CommitId::sequence).containsExactly(1L, 2L);
    assertThat(ids.get(0).writer()).isEqualTo(ids.get(1).writer());
    assertThat(ids.get(0).issuedAt()).isEqualTo(Instant.ofEpochMilli(1000));
  }

  @Test
  void interruptedInThePause_endsWithTheLastError_andTheFlagSet() {
    backend.commitsGo(UNAVAILABLE);
    Cells interrupted =
        cells(
            nanos -> {
              throw new InterruptedException();
            },
            bound -> 0);
    assertThatThrownBy(() -> interrupted.commit(CELL, put(1)))
        .isInstanceOf(UnavailableException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptedInTheBackend_endsAsUnknown_andTheFlagStaysSet() {
    backend.commitsGo(interruptedWhileUnderWay());
    assertThatThrownBy(() -> cells.commit(CELL, put(1)))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(backend.commits).hasSize(1);
  }

  @Test
  void interruptDeferred_theCommitIsRepeated_andTheFlagSetAfterwards() {
    backend.commitsGo(interruptedWhileUnderWay());
    cells.deferringInterrupts().commit(CELL, put(1));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(backend.commits).hasSize(2).containsOnly(backend.commits.get(0));
  }

  private static Step interruptedWhileUnderWay() {
    return apply -> {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknownException(ErrorCode.OUTCOME_UNKNOWN, "Interrupted.");
    };
  }

  @Test
  void trimAll_repeatsUntilComplete_eachWithAnIdOfItsOwn() {
    Step incomplete =
        apply -> {
          CommitResult result = apply.get();
          return new CommitResult(
              result.head(), result.sequence(), result.at(), result.offsets(), false, false);
        };
    backend.commitsGo(incomplete, incomplete);
    Commit trim = Commit.of(new Mutation.TrimToLatest(new LogRef("log"), 3));
    assertThat(cells.trimAll(CELL, trim).trimComplete()).isTrue();
    assertThat(backend.commits).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void trimAll_refusesToRepeatAnythingElse() {
    assertThatThrownBy(() -> cells.trimAll(CELL, put(1)))
        .hasMessageContaining("changes more than it trims");
    assertThat(backend.calls).isEmpty();
  }
}
