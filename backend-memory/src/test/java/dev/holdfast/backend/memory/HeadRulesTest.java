package dev.holdfast.backend.memory;

import static dev.holdfast.backend.memory.OneCell.append;
import static dev.holdfast.backend.memory.OneCell.putHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Revision;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeadRulesTest {

  private final OneCell one = new OneCell();

  private Head head() {
    return OneCell.head(one.backend, one.cell);
  }

  private void assertConflict(ErrorCode code, String actual, Commit commit) {
    var before = one.read(Part.HeadPart.ANY);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> one.commit(commit))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.actual()).isEqualTo(actual));
    assertThat(one.read(Part.HeadPart.ANY)).isEqualTo(before);
  }

  @Test
  void putHead_showsVersionValueAndTime() {
    CommitResult result = one.commit(putHead(7, "a"));
    assertThat(result.sequence()).isEqualTo(1);
    assertThat(result.at()).isEqualTo(MovableClock.START);
    assertThat(head()).isEqualTo(new Head(result.head(), Bytes.utf8("a"), MovableClock.START));
    assertThat(head().revision().version()).isEqualTo(7);
  }

  @Test
  void putHead_sameVersionAndBytes_changesNothing() {
    CommitResult first = one.commit(putHead(7, "a"));
    one.clock.advance(Duration.ofSeconds(1));
    CommitResult second = one.commit(putHead(7, "a"));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void putHead_notAbove_isConflict() {
    one.commit(putHead(7, "a"));
    assertConflict(ErrorCode.VERSION_CONFLICT, "7", Commit.of(putHead(7, "b")));
    assertConflict(ErrorCode.VERSION_CONFLICT, "7", Commit.of(putHead(6, "a")));
  }

  @Test
  void putHead_overWholeRange_isExact() {
    for (long version : new long[] {(1L << 53) - 1, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE}) {
      assertThat(one.commit(putHead(version, "a")).head().version()).isEqualTo(version);
    }
    assertConflict(
        ErrorCode.VERSION_CONFLICT,
        "9223372036854775807",
        Commit.of(putHead(Long.MAX_VALUE - 1, "a")));
  }

  @Test
  void putHead_drawsNewTagEachTime() {
    Revision first = one.commit(putHead(1, "a")).head();
    Revision second = one.commit(putHead(2, "a")).head();
    assertThat(second.tag()).isNotEqualTo(first.tag());
  }

  @Test
  void deleteHead_keepsVersionFloorAndLogs() {
    one.commit(putHead(7, "a"), append(7, "d"));
    CommitResult deleted = one.commit(new Mutation.DeleteHead());
    assertThat(deleted.head()).isNull();
    assertThat(head()).isNull();
    assertThat(one.read(Part.HeadPart.ANY).version()).isEqualTo(7);
    assertThat(one.offsets()).containsExactly(OneCell.at(7));
    assertConflict(ErrorCode.VERSION_CONFLICT, "7", Commit.of(putHead(7, "a")));
    assertThat(one.commit(putHead(8, "b")).head().version()).isEqualTo(8);
  }

  @Test
  void headUnless_answersUnchangedOnlyForThatRevision() {
    Revision revision = one.commit(putHead(1, "a")).head();
    assertThat(one.read(new Part.HeadPart(revision)).head())
        .isEqualTo(new HeadAnswer.Unchanged(revision));
    assertThat(one.read(new Part.HeadPart(new Revision(1, revision.tag() + 1))).head())
        .isInstanceOf(HeadAnswer.Present.class);
  }

  @Test
  void preconditionsOnHead_holdOrRefuse() {
    assertConflict(
        ErrorCode.HEAD_ABSENT,
        "absent",
        Commit.of(putHead(9, "b")).when(new Precondition.HeadPresent()));
    Revision revision =
        one.commit(Commit.of(putHead(1, "a")).when(new Precondition.HeadAbsent())).head();
    assertConflict(
        ErrorCode.HEAD_EXISTS, "1", Commit.of(putHead(9, "b")).when(new Precondition.HeadAbsent()));
    assertConflict(
        ErrorCode.VERSION_CONFLICT,
        "1",
        Commit.of(putHead(9, "b")).when(new Precondition.HeadVersion(2)));
    assertConflict(
        ErrorCode.VERSION_CONFLICT,
        revision.toString(),
        Commit.of(putHead(9, "b"))
            .when(new Precondition.HeadRevision(new Revision(1, revision.tag() + 1))));
    CommitResult result =
        one.commit(
            Commit.of(putHead(2, "b"))
                .when(new Precondition.HeadPresent())
                .when(new Precondition.HeadVersion(1))
                .when(new Precondition.HeadRevision(revision)));
    assertThat(result.head().version()).isEqualTo(2);
  }

  @Test
  void failingCommit_leavesNothingOfItself() {
    one.commit(putHead(1, "a"), append(1, "d1"));
    assertConflict(
        ErrorCode.OFFSET_CONFLICT,
        "2_0",
        Commit.of(putHead(2, "b"), append(2, "x"), append(1, "y")));
    assertThat(one.offsets()).containsExactly(OneCell.at(1));
    one.commit(append(2, "d2"));
    assertThat(one.log().entries().get(1).value()).isEqualTo(Bytes.utf8("d2"));
  }

  @Test
  void clockGoingBack_neverTakesTimeBack() {
    one.commit(putHead(1, "a"));
    one.clock.advance(Duration.ofSeconds(-5));
    assertThat(one.commit(putHead(2, "b")).at()).isEqualTo(MovableClock.START);
  }
}
