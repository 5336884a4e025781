package dev.holdfast.backend.memory;

import static dev.holdfast.backend.memory.OneCell.DELTAS;
import static dev.holdfast.backend.memory.OneCell.at;
import static dev.holdfast.backend.memory.OneCell.putHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepeatedCommitTest {

  private final OneCell one = new OneCell();

  private Commit append(CommitId id) {
    return Commit.of(new Mutation.AppendNext(DELTAS, Bytes.EMPTY)).withId(id);
  }

  private void assertExpired(Commit commit) {
    long before = one.read(Part.HeadPart.ANY).sequence();
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> one.commit(commit))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.COMMIT_EXPIRED));
    assertThat(one.read(Part.HeadPart.ANY).sequence()).isEqualTo(before);
  }

  @Test
  void repeat_answersTheFirstResult_andAppliesNothing() {
    Commit commit = append(one.id(1));
    CommitResult first = one.commit(commit);
    one.commit(append(new CommitId(UUID.randomUUID(), 1, one.clock.instant())));
    assertThat(one.commit(commit)).isEqualTo(first.asRepeated());
    assertThat(one.offsets()).containsExactly(at(1), at(2));
  }

  @Test
  void repeatOfAnOvertakenCommit_isUnknown() {
    Commit first = append(one.id(1));
    one.commit(first);
    one.commit(append(one.id(2)));
    assertExpired(first);
  }

  @Test
  void lateRepeat_isAnsweredWhileRemembered_andNeverAppliedTwice() {
    Commit commit = append(one.id(1));
    CommitResult first = one.commit(commit);
    one.clock.advance(OneCell.LIMITS.writerRetention());
    one.commit(append(new CommitId(UUID.randomUUID(), 1, one.clock.instant())));
    assertThat(one.commit(commit)).isEqualTo(first.asRepeated());
    one.clock.advance(Duration.ofMillis(1));
    one.commit(append(new CommitId(UUID.randomUUID(), 1, one.clock.instant())));
    assertExpired(commit);
  }

  @Test
  void firstAttemptPastTheHorizon_isUnknown() {
    CommitId id = one.id(1);
    one.clock.advance(OneCell.LIMITS.retryHorizon());
    assertExpired(append(id));
  }

  @Test
  void refusedCommit_isJudgedAnew() {
    one.commit(putHead(5, "a"));
    Commit commit = Commit.of(putHead(5, "b")).withId(one.id(1));
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> one.commit(commit));
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> one.commit(commit));
  }

  @Test
  void commitThatChangedNothing_isNotRemembered() {
    one.commit(putHead(5, "a"));
    Commit commit = Commit.of(putHead(5, "a")).withId(one.id(1));
    assertThat(one.commit(commit).repeated()).isFalse();
    assertThat(one.commit(commit).repeated()).isFalse();
  }

  @Test
  void repeatAfterDeletion_isAnsweredFromTheTombstone() {
    Commit commit = append(one.id(1));
    CommitResult first = one.commit(commit);
    one.commit(new Mutation.DeleteCell());
    assertThat(one.commit(commit)).isEqualTo(first.asRepeated());
    assertThat(one.offsets()).isEmpty();
  }
}
