package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Truncation: the newest entries go, and their offsets may be written again. */
public abstract class TruncationSuite extends CellSuite {

  private static final int MOST_ENTRIES = 2_000;
  private static final long WRITTEN = 150;
  private static final long KEPT = 50;
  private static final long TRIMMED = 60;

  /** For subclasses. */
  protected TruncationSuite() {}

  @Test
  @Clause("CELL-TRUNC-01")
  void truncateAfter_endsTheLogAtTheOffset() {
    cell().commit(append(1, 0, "a"), append(1, 1, "b"), append(2, 0, "c"), append(4, 0, "d"));

    truncate(at(3, 0));
    assertEnds(at(3, 0), at(1, 0), at(1, 1), at(2, 0));
    truncate(at(1, 0));
    assertEnds(at(1, 0), at(1, 0));
    truncate(Offset.ORIGIN);
    assertEnds(Offset.ORIGIN);
    assertThat(cell().stats(LOG).present()).isTrue();
  }

  @Test
  @Clause("CELL-TRUNC-02")
  void anOffsetRemoved_mayBeWrittenAgain() {
    cell().commit(append(1, 0, "a"), append(2, 0, "b"), append(3, 0, "c"));
    clock().advance(Duration.ofSeconds(1));
    truncate(at(1, 0));

    cell().commit(append(2, 0, "other"));
    assertThat(cell().texts(LOG)).containsExactly("a", "other");
    assertThat(cell().entries(LOG).get(1).at()).isEqualTo(clock().instant());
    assertThat(cell().commit(append("next")).offsets()).containsExactly(at(3, 0));
    conflict(ErrorCode.OFFSET_CONFLICT, cell(), () -> cell().commit(append(2, 0, "b")));
  }

  @Test
  @Clause({"CELL-TRUNC-02", "CELL-TRIM-01", "CELL-LOG-09", "CELL-LOG-11"})
  void aLogTruncatedAndWrittenAgain_isTrimmedAsAnyOther() {
    for (int i = 0; i < WRITTEN; i++) {
      cell().commit(append("old"));
    }
    untilComplete(new Mutation.TruncateAfter(LOG, at(KEPT, 0)));
    for (int i = 0; i < KEPT; i++) {
      cell().commit(append("new"));
    }
    untilComplete(new Mutation.TrimThrough(LOG, at(TRIMMED, 0)));

    LogAnswer page = cell().log(LOG, Offset.ORIGIN);
    assertThat(page.entries()).isNotEmpty();
    assertThat(page.entries().get(0).offset()).isEqualTo(at(TRIMMED + 1, 0));
    assertThat(cell().offsets(LOG)).hasSize((int) (2 * KEPT - TRIMMED));
    assertThat(cell().stats(LOG).first()).isEqualTo(at(TRIMMED + 1, 0));
    assertThat(cell().stats(LOG).count()).isEqualTo(2 * KEPT - TRIMMED);
  }

  private void untilComplete(Mutation mutation) {
    while (!cell().commit(mutation).trimComplete()) {
      // a commit takes as many entries as the limits allow
    }
  }

  @Test
  @Clause("CELL-TRUNC-02")
  void truncatingAndAppending_inOneCommit() {
    cell().commit(append(1, 0, "a"), append(2, 0, "b"), append(3, 0, "c"));

    CommitResult result =
        cell().commit(new Mutation.TruncateAfter(LOG, at(1, 0)), append(2, 0, "x"), append("y"));

    assertThat(result.offsets()).containsExactly(at(2, 0), at(3, 0));
    assertThat(cell().texts(LOG)).containsExactly("a", "x", "y");
  }

  @Test
  @Clause("CELL-TRUNC-03")
  void aLog_neverEndsBeforeWhatItIsTrimmedThrough() {
    fill(cell(), 4);
    cell().commit(new Mutation.TrimThrough(LOG, at(2, 0)));

    truncate(at(1, 0));
    assertEnds(at(2, 0));
    assertThat(cell().stats(LOG).trimmedThrough()).isEqualTo(at(2, 0));
    conflict(ErrorCode.OFFSET_CONFLICT, cell(), () -> cell().commit(append(2, 0, "entry 2")));
    assertThat(cell().commit(append("next")).offsets()).containsExactly(at(3, 0));
  }

  @Test
  @Clause("CELL-TRUNC-01")
  void anEmptyLog_isTruncatedToo() {
    fill(cell(), 3);
    cell().commit(new Mutation.TruncateAfter(LOG, at(2, 5)));
    cell().commit(new Mutation.TrimThrough(LOG, at(2, 0)));

    truncate(at(2, 1));
    assertEnds(at(2, 1));
  }

  @Test
  @Clause("CELL-TRUNC-04")
  void aLogThatEndsAtTheOffsetOrBefore_doesNotChange() {
    fill(cell(), 3);

    for (Offset after : List.of(at(3, 0), at(3, 1), at(9, 0), Offset.END)) {
      unchanged(cell(), () -> truncate(after));
    }
  }

  @Test
  @Clause("CELL-TRUNC-05")
  void oneCommit_truncatesABoundedNumberOfEntries() {
    int most = limits().maxTrimEntries();
    onlyIf(most <= MOST_ENTRIES, "maxTrimEntries is " + most + ", too many to write in a test");
    fill(cell(), most + 3);

    Mutation truncation = new Mutation.TruncateAfter(LOG, at(1, 0));
    assertThat(cell().commit(truncation).trimComplete()).isFalse();
    assertEnds(at(3, 0), at(1, 0), at(2, 0), at(3, 0));
    assertThat(cell().commit(truncation).trimComplete()).isTrue();
    assertEnds(at(1, 0), at(1, 0));
  }

  private void truncate(Offset after) {
    assertThat(cell().commit(new Mutation.TruncateAfter(LOG, after)).trimComplete()).isTrue();
  }

  private void assertEnds(Offset last, Offset... offsets) {
    assertThat(cell().stats(LOG).last()).isEqualTo(last);
    assertThat(cell().offsets(LOG)).containsExactly(offsets);
    assertThat(cell().stats(LOG).count()).isEqualTo(offsets.length);
  }
}
