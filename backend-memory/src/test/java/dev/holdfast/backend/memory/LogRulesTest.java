package dev.holdfast.backend.memory;

import static dev.holdfast.backend.memory.OneCell.DELTAS;
import static dev.holdfast.backend.memory.OneCell.append;
import static dev.holdfast.backend.memory.OneCell.at;
import static dev.holdfast.backend.memory.OneCell.putHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.value.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRulesTest {

  private final OneCell one = new OneCell();

  private void assertConflict(String last, Commit commit) {
    List<Offset> before = one.offsets();
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> one.commit(commit))
        .satisfies(e -> assertThat(e.actual()).isEqualTo(last));
    assertThat(one.offsets()).isEqualTo(before);
  }

  private LogAnswer read(Offset after, Offset upTo, Direction direction, int max, long bytes) {
    return one.read(new Part.LogPart(DELTAS, after, upTo, direction, max, bytes, 0))
        .answer(0, LogAnswer.class);
  }

  private static List<Offset> offsets(LogAnswer answer) {
    return answer.entries().stream().map(LogEntry::offset).toList();
  }

  @Test
  void append_growsAtTheEndAlone() {
    one.appendOneTo(3);
    assertConflict("3_0", Commit.of(append(2, "other")));
    assertConflict("3_0", Commit.of(append(3, "other")));
    assertThat(one.commit(append(2, "v2")).sequence()).isEqualTo(3);
    assertThat(one.offsets()).containsExactly(at(1), at(2), at(3));
  }

  @Test
  void append_belowTrimmed_isConflictEvenWithTheSameBytes() {
    one.appendOneTo(3);
    one.commit(new Mutation.TrimThrough(DELTAS, at(2)));
    assertConflict("3_0", Commit.of(append(1, "v1")));
  }

  @Test
  void appendNext_goesToTheNextMajor_untilTheRangeEnds() {
    CommitResult result =
        one.commit(
            new Mutation.AppendNext(DELTAS, Bytes.EMPTY),
            new Mutation.Append(DELTAS, new Offset(4, 9), Bytes.EMPTY),
            new Mutation.AppendNext(DELTAS, Bytes.EMPTY));
    assertThat(result.offsets()).containsExactly(at(1), new Offset(4, 9), at(5));
    one.commit(append(Long.MAX_VALUE, "last"));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> one.commit(new Mutation.AppendNext(DELTAS, Bytes.EMPTY)));
  }

  @Test
  void append_carriesTheTimeOfItsCommit() {
    one.appendOneTo(2);
    assertThat(one.log().entries())
        .extracting(LogEntry::at)
        .containsExactly(MovableClock.START, MovableClock.START.plusMillis(1));
  }

  @Test
  void trims_areBounded_andSayWhetherTheyFinished() {
    one.appendOneTo(8);
    assertThat(one.commit(new Mutation.TrimThrough(DELTAS, at(5))).trimComplete()).isFalse();
    assertThat(one.offsets()).startsWith(at(4));
    assertThat(one.commit(new Mutation.TrimThrough(DELTAS, at(5))).trimComplete()).isTrue();
    assertThat(one.log().trimmedThrough()).isEqualTo(at(5));
    assertThat(one.commit(new Mutation.TrimToLatest(DELTAS, 2)).trimComplete()).isTrue();
    assertThat(one.offsets()).containsExactly(at(7), at(8));
  }

  @Test
  void trimToNothing_keepsTheLastOffset() {
    one.appendOneTo(2);
    one.commit(new Mutation.TrimToLatest(DELTAS, 0));
    assertThat(one.stats().count()).isZero();
    assertThat(one.stats().first()).isNull();
    assertThat(one.stats().last()).isEqualTo(at(2));
    assertThat(one.stats().trimmedThrough()).isEqualTo(at(2));
    assertConflict("2_0", Commit.of(append(2, "v2")));
  }

  @Test
  void trimOlderThan_isStrict() {
    one.appendOneTo(3);
    one.commit(new Mutation.TrimOlderThan(DELTAS, MovableClock.START.plusMillis(1)));
    assertThat(one.offsets()).containsExactly(at(2), at(3));
  }

  @Test
  void trimThatFindsNothing_isNoCommit() {
    one.appendOneTo(1);
    assertThat(one.commit(new Mutation.TrimThrough(DELTAS, Offset.ORIGIN)).sequence()).isEqualTo(1);
    assertThat(one.commit(new Mutation.TrimThrough(new LogRef("x"), at(9))).sequence())
        .isEqualTo(1);
  }

  @Test
  void truncate_endsTheLogThere_evenWhereNoEntryStands() {
    one.commit(append(1, "a"), append(5, "b"));
    one.commit(new Mutation.TruncateAfter(DELTAS, at(3)));
    assertThat(one.log().last()).isEqualTo(at(3));
    assertThat(one.offsets()).containsExactly(at(1));
    one.commit(append(4, "c"));
    assertThat(one.offsets()).containsExactly(at(1), at(4));
  }

  @Test
  void truncate_isBounded_newestFirst() {
    one.appendOneTo(5);
    assertThat(one.commit(new Mutation.TruncateAfter(DELTAS, at(1))).trimComplete()).isFalse();
    assertThat(one.log().last()).isEqualTo(at(2));
    assertThat(one.commit(new Mutation.TruncateAfter(DELTAS, at(1))).trimComplete()).isTrue();
    assertThat(one.log().last()).isEqualTo(at(1));
  }

  @Test
  void truncate_neverGoesBelowWhatIsTrimmed() {
    one.appendOneTo(3);
    one.commit(new Mutation.TrimThrough(DELTAS, at(2)));
    one.commit(new Mutation.TruncateAfter(DELTAS, at(1)));
    assertThat(one.log().last()).isEqualTo(at(2));
    assertThat(one.offsets()).isEmpty();
  }

  @Test
  void droppedLog_isAbsent_andComesBackAsAnotherIncarnation() {
    one.appendOneTo(2);
    one.commit(putHead(1, "a"));
    long first = one.log().incarnation();
    one.commit(new Mutation.DropLog(DELTAS));
    assertThat(one.log()).isEqualTo(LogAnswer.ABSENT);
    one.commit(append(1, "again"));
    assertThat(one.log().incarnation()).isGreaterThan(first);
    Part.LogPart held =
        new Part.LogPart(DELTAS, Offset.ORIGIN, Offset.END, Direction.ASCENDING, 9, 99, first);
    assertThat(one.read(held).answer(0, LogAnswer.class).present()).isFalse();
  }

  @Test
  void logLast_isThePlaceWhereTheLogEnds() {
    one.commit(Commit.of(append(1, "a")).when(new Precondition.LogLast(DELTAS, Offset.ORIGIN)));
    assertConflict(
        "1_0", Commit.of(append(2, "b")).when(new Precondition.LogLast(DELTAS, Offset.ORIGIN)));
    one.commit(Commit.of(append(2, "b")).when(new Precondition.LogLast(DELTAS, at(1))));
    assertThat(one.offsets()).hasSize(2);
  }

  @Test
  void range_isOpenBelowAndClosedAbove_eitherWay() {
    one.appendOneTo(5);
    assertThat(offsets(read(at(1), at(3), Direction.ASCENDING, 9, 99)))
        .containsExactly(at(2), at(3));
    assertThat(offsets(read(at(1), at(3), Direction.DESCENDING, 9, 99)))
        .containsExactly(at(3), at(2));
    assertThat(offsets(read(at(3), at(1), Direction.ASCENDING, 9, 99))).isEmpty();
    assertThat(offsets(read(new Offset(1, Offset.INFINITE), at(2), Direction.ASCENDING, 9, 99)))
        .containsExactly(at(2));
  }

  @Test
  void range_stopsAtCountAndBytes_butGivesTheFirst() {
    one.appendOneTo(3);
    LogAnswer byCount = read(Offset.ORIGIN, Offset.END, Direction.ASCENDING, 2, 99);
    assertThat(offsets(byCount)).containsExactly(at(1), at(2));
    assertThat(byCount.more()).isTrue();
    LogAnswer byBytes = read(Offset.ORIGIN, Offset.END, Direction.DESCENDING, 9, 4);
    assertThat(offsets(byBytes)).containsExactly(at(3), at(2));
    assertThat(byBytes.more()).isTrue();
    LogAnswer tooSmall = read(at(2), Offset.END, Direction.ASCENDING, 9, 1);
    assertThat(offsets(tooSmall)).containsExactly(at(3));
    assertThat(tooSmall.more()).isFalse();
  }
}
