package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trims: old entries go, in bounded steps, and the log remembers how far. */
public abstract class TrimSuite extends CellSuite {

  /** Where limits allow more entries in one trim than this, a trim is not tested at its bound. */
  private static final int MOST_ENTRIES = 2_000;

  /** For subclasses. */
  protected TrimSuite() {}

  @Test
  @Clause({"CELL-TRIM-01", "CELL-TRIM-05"})
  void trimThrough_removesTheEntriesUpToTheOffset() {
    cell().commit(append(1, 0, "a"), append(1, 1, "b"), append(2, 0, "c"), append(4, 0, "d"));

    assertThat(trim(new Mutation.TrimThrough(LOG, at(0, 9)))).isTrue();
    assertHolds(at(1, 0), at(1, 1), at(2, 0), at(4, 0));
    trim(new Mutation.TrimThrough(LOG, at(1, 1)));
    assertHolds(at(2, 0), at(4, 0));
    assertThat(cell().stats(LOG).trimmedThrough()).isEqualTo(at(1, 1));
    trim(new Mutation.TrimThrough(LOG, at(3, Offset.INFINITE)));
    assertHolds(at(4, 0));
    assertThat(cell().stats(LOG).trimmedThrough()).isEqualTo(at(2, 0));
  }

  @Test
  @Clause({"CELL-TRIM-02", "CELL-TRIM-05"})
  void trimToLatest_keepsTheNewest() {
    fill(cell(), 5);

    trim(new Mutation.TrimToLatest(LOG, 5));
    trim(new Mutation.TrimToLatest(LOG, Long.MAX_VALUE));
    assertThat(cell().stats(LOG).count()).isEqualTo(5);
    trimAll(new Mutation.TrimToLatest(LOG, 2));
    assertHolds(at(4, 0), at(5, 0));
    assertThat(cell().stats(LOG).trimmedThrough()).isEqualTo(at(3, 0));
    trimAll(new Mutation.TrimToLatest(LOG, 0));
    assertHolds();
    assertThat(cell().stats(LOG).trimmedThrough()).isEqualTo(at(5, 0));
  }

  @Test
  @Clause({"CELL-TRIM-03", "CELL-TRIM-05"})
  void trimOlderThan_comparesStrictly() {
    Instant first = cell().commit(append("a"), append("b")).at();
    clock().advance(Duration.ofMillis(1));
    Instant second = cell().commit(append("c")).at();
    clock().advance(Duration.ofMillis(1));
    cell().commit(append("d"));

    trim(new Mutation.TrimOlderThan(LOG, first));
    assertThat(cell().stats(LOG).count()).isEqualTo(4);
    trim(new Mutation.TrimOlderThan(LOG, second));
    assertHolds(at(3, 0), at(4, 0));
    trim(new Mutation.TrimOlderThan(LOG, second.plusMillis(1)));
    assertHolds(at(4, 0));
    trim(new Mutation.TrimOlderThan(LOG, clock().instant().plusSeconds(1)));
    assertHolds();
  }

  @Test
  @Clause("CELL-TRIM-04")
  void aTrimmedLog_goesOnAboveItsLastOffset() {
    cell().commit(append(5, 0, "a"), append(7, 3, "b"));
    trim(new Mutation.TrimToLatest(LOG, 0));

    assertThat(cell().stats(LOG).last()).isEqualTo(at(7, 3));
    assertThat(cell().commit(append("c")).offsets()).containsExactly(at(8, 0));
    assertHolds(at(8, 0));
    assertThat(cell().stats(LOG).trimmedThrough()).isEqualTo(at(7, 3));
  }

  @Test
  @Clause("CELL-TRIM-06")
  void oneCommit_trimsABoundedNumberOfEntries() {
    int most = limits().maxTrimEntries();
    onlyIf(most <= MOST_ENTRIES, "maxTrimEntries is " + most + ", too many to write in a test");
    int count = most + 2;
    fill(cell(), count);

    assertThat(trim(new Mutation.TrimThrough(LOG, at(count, 0)))).isFalse();
    assertThat(cell().stats(LOG).count()).isEqualTo(2);
    assertThat(cell().stats(LOG).trimmedThrough()).isEqualTo(at(most, 0));
    assertThat(trim(new Mutation.TrimThrough(LOG, at(count, 0)))).isTrue();
    assertHolds();
  }

  @Test
  @Clause("CELL-TRIM-06")
  void everyKindOfTrim_isBounded() {
    int most = limits().maxTrimEntries();
    onlyIf(most <= MOST_ENTRIES, "maxTrimEntries is " + most + ", too many to write in a test");
    Instant written = clock().instant();
    fill(cell(), most + 2);

    assertThat(trim(new Mutation.TrimToLatest(LOG, 1))).isFalse();
    assertThat(cell().stats(LOG).count()).isEqualTo(2);
    assertThat(trim(new Mutation.TrimToLatest(LOG, 1))).isTrue();
    assertHolds(at(most + 2, 0));

    cell("older").commitAll(java.util.Collections.nCopies(most + 1, append("entry")));
    CommitResult first =
        cell("older").commit(new Mutation.TrimOlderThan(LOG, written.plusSeconds(1)));
    assertThat(first.trimComplete()).isFalse();
    assertThat(cell("older").offsets(LOG)).containsExactly(at(most + 1, 0));
  }

  @Test
  @Clause({"CELL-TRIM-07", "CELL-DROP-01"})
  void aLogThatIsNotThere_isNotMadeByRemovingFromIt() {
    cell().commit(put(1, "one"));
    LogRef absent = new LogRef("absent");

    for (Mutation mutation :
        List.of(
            new Mutation.TrimThrough(absent, Offset.END),
            new Mutation.TrimToLatest(absent, 0),
            new Mutation.TrimOlderThan(absent, clock().instant().plusSeconds(1)),
            new Mutation.TruncateAfter(absent, Offset.ORIGIN),
            new Mutation.DropLog(absent))) {
      unchanged(cell(), () -> assertThat(cell().commit(mutation).trimComplete()).isTrue());
      assertThat(cell().stats(absent)).isEqualTo(LogStats.ABSENT);
    }
  }

  private void trimAll(Mutation trim) {
    while (!trim(trim)) {
      assertThat(cell().stats(LOG).count()).as("entries left to trim").isPositive();
    }
  }

  private boolean trim(Mutation trim) {
    return cell().commit(trim).trimComplete();
  }

  private void assertHolds(Offset... offsets) {
    assertThat(cell().offsets(LOG)).containsExactly(offsets);
    assertThat(cell().stats(LOG).count()).isEqualTo(offsets.length);
  }
}
