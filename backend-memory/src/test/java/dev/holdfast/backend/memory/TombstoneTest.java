package dev.holdfast.backend.memory;

import static dev.holdfast.backend.memory.OneCell.DELTAS;
import static dev.holdfast.backend.memory.OneCell.ROOMS;
import static dev.holdfast.backend.memory.OneCell.append;
import static dev.holdfast.backend.memory.OneCell.at;
import static dev.holdfast.backend.memory.OneCell.putHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.ConflictException;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TombstoneTest {

  private static final Duration RETENTION = OneCell.LIMITS.tombstoneRetention();

  private final OneCell one = new OneCell();

  private long floor() {
    return one.read(Part.HeadPart.ANY).version();
  }

  private void commitElsewhere() {
    one.backend.commit(ROOMS.cell("other"), Commit.of(new Mutation.DeleteCell()), Deadline.NEVER);
  }

  private long listed() {
    return one.backend.list(ListQuery.all(ROOMS, 10), Deadline.NEVER).cells().size();
  }

  @Test
  void deletedCell_isNotListed_andKeepsItsFloors() {
    one.commit(putHead(7, "a"), append(3, "d"));
    one.commit(new Mutation.DeleteCell());
    assertThat(listed()).isZero();
    assertThat(one.backend.usage(ROOMS, Deadline.NEVER).bytes()).isZero();
    assertThat(floor()).isEqualTo(7);
    assertThat(one.log()).isEqualTo(LogAnswer.ABSENT);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> one.commit(putHead(7, "b")));
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> one.commit(append(3, "e")));
    one.commit(append(4, "e"));
    assertThat(one.log().trimmedThrough()).isEqualTo(at(3));
    assertThat(listed()).isEqualTo(1);
  }

  @Test
  void dropAfterDeletion_forgetsTheFloorOfThatLog() {
    one.commit(append(3, "d"));
    one.commit(new Mutation.DeleteCell());
    one.commit(append(4, "e"));
    one.commit(new Mutation.DropLog(DELTAS));
    one.commit(append(1, "f"));
    assertThat(one.offsets()).containsExactly(at(1));
  }

  @Test
  void secondDeletion_keepsTheFloorsOfTheFirst() {
    one.commit(append(3, "d"));
    one.commit(new Mutation.DeleteCell());
    one.commit(putHead(1, "a"));
    one.commit(new Mutation.DeleteCell());
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> one.commit(append(3, "e")));
  }

  @Test
  void tombstone_isSweptOnceItsTimeHasPassed() {
    one.commit(putHead(7, "a"));
    one.commit(new Mutation.DeleteCell());
    one.clock.advance(RETENTION);
    commitElsewhere();
    assertThat(floor()).isEqualTo(7);
    one.clock.advance(Duration.ofMillis(1));
    commitElsewhere();
    assertThat(floor()).isZero();
    assertThat(one.commit(putHead(1, "b")).sequence()).isEqualTo(1);
  }

  @Test
  void headDeletedFromABareCell_leavesATombstoneToo() {
    one.commit(putHead(7, "a"), new Mutation.DeleteHead());
    assertThat(floor()).isEqualTo(7);
    one.clock.advance(RETENTION.plusMillis(1));
    commitElsewhere();
    assertThat(floor()).isZero();
  }

  @Test
  void cellThatCameBack_isNotSwept() {
    one.commit(putHead(7, "a"));
    one.commit(new Mutation.DeleteCell());
    one.commit(putHead(8, "b"));
    one.clock.advance(RETENTION.plusMillis(1));
    commitElsewhere();
    assertThat(floor()).isEqualTo(8);
    assertThat(listed()).isEqualTo(1);
  }

  @Test
  void manyTombstones_goInSmallSteps() {
    for (int number = 0; number < 6; number++) {
      var cell = ROOMS.cell("gone" + number);
      one.backend.commit(cell, Commit.of(putHead(1, "a")), Deadline.NEVER);
      one.backend.commit(cell, Commit.of(new Mutation.DeleteCell()), Deadline.NEVER);
    }
    one.clock.advance(RETENTION.plusMillis(1));
    commitElsewhere();
    assertThat(tombstones()).isEqualTo(4);
    commitElsewhere();
    commitElsewhere();
    assertThat(tombstones()).isZero();
  }

  private long tombstones() {
    long count = 0;
    for (int number = 0; number < 6; number++) {
      var read = CellRead.of(ROOMS.cell("gone" + number), Part.HeadPart.ANY);
      count += one.backend.read(List.of(read), Deadline.NEVER).get(0).version();
    }
    return count;
  }
}
