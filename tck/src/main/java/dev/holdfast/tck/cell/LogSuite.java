package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs: entries that are added at the end alone. */
public abstract class LogSuite extends CellSuite {

  private static final long MAX = Long.MAX_VALUE;

  /** For subclasses. */
  protected LogSuite() {}

  @Test
  @Clause("CELL-LOG-01")
  void entries_areReadBackInOrder() {
    Instant first = cell().commit(append(1, 0, "z"), append(1, 1, "b")).at();
    Instant second = clock().advance(Duration.ofMillis(5));
    cell().commit(append(7, 3, "a"));

    assertThat(cell().entries(LOG))
        .containsExactly(
            new LogEntry(at(1, 0), bytes("z"), first),
            new LogEntry(at(1, 1), bytes("b"), first),
            new LogEntry(at(7, 3), bytes("a"), second));
  }

  @Test
  @Clause("CELL-LOG-02")
  void anOffsetNotAboveTheLast_isRefused() {
    cell().commit(append(2, 0, "a"), append(5, 5, "b"));

    for (Offset offset : List.of(at(0, 1), at(1, 9), at(3, 0), at(5, 4))) {
      ConflictException conflict =
          conflict(
              ErrorCode.OFFSET_CONFLICT,
              cell(),
              () -> cell().commit(new Mutation.Append(LOG, offset, bytes("b"))));
      assertThat(conflict.actual()).isEqualTo("5_5");
    }
  }

  @Test
  @Clause("CELL-LOG-02")
  void aTrimmedEntry_cannotBeAppendedAgain() {
    cell().commit(append(1, 0, "a"), append(2, 0, "b"));
    cell().commit(new Mutation.TrimThrough(LOG, at(1, 0)));

    conflict(ErrorCode.OFFSET_CONFLICT, cell(), () -> cell().commit(append(1, 0, "a")));
  }

  @Test
  @Clause("CELL-LOG-03")
  void anEntryThatStandsThere_mayBeAppendedAgain() {
    cell().commit(append(1, 0, "a"), append(2, 0, "b"), append(3, 0, ""));
    clock().advance(Duration.ofSeconds(1));

    unchanged(cell(), () -> cell().commit(append(1, 0, "a"), append(2, 0, "b"), append(3, 0, "")));
    cell().commit(append(3, 0, ""), append(4, 0, "d"));
    assertThat(cell().texts(LOG)).containsExactly("a", "b", "", "d");
  }

  @Test
  @Clause("CELL-LOG-04")
  void otherBytesAtTheOffsetOfAnEntry_areRefused() {
    cell().commit(append(1, 0, "a"), append(2, 0, "b"));

    for (Mutation other : List.of(append(1, 0, "b"), append(2, 0, ""), append(2, 0, "B"))) {
      conflict(ErrorCode.OFFSET_CONFLICT, cell(), () -> cell().commit(other));
    }
  }

  @Test
  @Clause("CELL-LOG-05")
  void appendNext_goesToTheNextWholeNumber() {
    assertThat(cell().commit(append("a")).offsets()).containsExactly(at(1, 0));
    assertThat(cell().commit(append("b"), append("c")).offsets())
        .containsExactly(at(2, 0), at(3, 0));
    cell().commit(append(7, 9, "d"));
    assertThat(cell().commit(append("e")).offsets()).containsExactly(at(8, 0));
    cell().commit(append((1L << 53) + 1, 0, "f"));
    assertThat(cell().commit(append("g")).offsets()).containsExactly(at((1L << 53) + 2, 0));
    assertThat(cell().texts(LOG)).containsExactly("a", "b", "c", "d", "e", "f", "g");
  }

  @Test
  @Clause("CELL-LOG-06")
  void appendNextBehindTheLastWholeNumber_isRefused() {
    cell().commit(append(MAX, 0, "last"));

    refusedWhole(ErrorCode.LIMIT_EXCEEDED, cell(), () -> cell().commit(put(1, "x"), append("no")));
    cell().commit(append(MAX, 1, "still fits"));
    assertThat(cell().offsets(LOG)).containsExactly(at(MAX, 0), at(MAX, 1));
  }

  @Test
  @Clause("CELL-LOG-10")
  void everyAnswer_tellsWhereTheLogEndsAndWhatWasTrimmed() {
    fill(cell(), 4);
    cell().commit(new Mutation.TrimThrough(LOG, at(2, 0)));

    for (Offset after : List.of(Offset.ORIGIN, at(3, 0), at(4, 0), at(9, 0), Offset.END)) {
      LogAnswer answer = cell().log(LOG, after);
      assertThat(answer.present()).isTrue();
      assertThat(answer.last()).isEqualTo(at(4, 0));
      assertThat(answer.trimmedThrough()).isEqualTo(at(2, 0));
      assertThat(answer.incarnation()).isEqualTo(cell().stats(LOG).incarnation()).isNotZero();
    }
  }

  @Test
  @Clause("CELL-LOG-11")
  void statistics_areExact() {
    fill(cell(), 5);
    assertStats(5, at(1, 0), at(5, 0), Offset.ORIGIN);
    cell().commit(new Mutation.TrimThrough(LOG, at(2, 0)));
    assertStats(3, at(3, 0), at(5, 0), at(2, 0));
    cell().commit(append(9, 1, "far"), append(9, 1, "far"));
    assertStats(4, at(3, 0), at(9, 1), at(2, 0));
    cell().commit(new Mutation.TruncateAfter(LOG, at(4, 0)));
    assertStats(2, at(3, 0), at(4, 0), at(2, 0));
    cell().commit(new Mutation.TrimToLatest(LOG, 0));
    assertStats(0, null, at(4, 0), at(4, 0));
  }

  @Test
  @Clause("CELL-LOG-12")
  void aLogNeverWritten_isAbsentAndNotEmpty() {
    cell().commit(put(1, "a head and no log"));
    assertThat(cell().log(LOG, Offset.ORIGIN)).isEqualTo(LogAnswer.ABSENT);
    assertThat(cell().stats(LOG)).isEqualTo(LogStats.ABSENT);

    cell().commit(append("entry"));
    cell().commit(new Mutation.TrimToLatest(LOG, 0));
    assertThat(cell().log(LOG, Offset.ORIGIN).present()).isTrue();
    assertThat(cell().stats(LOG).present()).isTrue();
    assertThat(cell().entries(LOG)).isEmpty();
  }

  @Test
  @Clause("CELL-LOG-13")
  void offsets_areExactOverTheWholeRange() {
    long big = 1L << 53;
    List<Offset> offsets = new ArrayList<>();
    for (long major : new long[] {0, 1, 9, 10, big - 1, big, big + 1, MAX - 1, MAX}) {
      for (long minor : new long[] {0, 1, big, big + 1, MAX - 1}) {
        if (major > 0 || minor > 0) {
          offsets.add(at(major, minor));
        }
      }
    }
    cell()
        .commitAll(
            offsets.stream().map(o -> new Mutation.Append(LOG, o, bytes(o.toString()))).toList());

    assertThat(cell().offsets(LOG)).isEqualTo(offsets);
    assertThat(cell().texts(LOG)).isEqualTo(offsets.stream().map(Offset::toString).toList());
    assertThat(cell().log(LOG, at(big, big)).entries().get(0).offset()).isEqualTo(at(big, big + 1));
    while (!cell().commit(new Mutation.TrimThrough(LOG, at(big, MAX))).trimComplete()) {
      assertThat(cell().stats(LOG).count()).isPositive();
    }
    assertThat(requireNonNull(cell().stats(LOG).first())).isEqualTo(at(big + 1, 0));
    conflict(ErrorCode.OFFSET_CONFLICT, cell(), () -> cell().commit(append(MAX, MAX - 2, "x")));
  }

  @Test
  @Clause("CELL-LOG-14")
  void theLogsOfACell_areIndependent() {
    LogRef other = new LogRef("log2");
    cell().commit(append(5, 0, "a"), new Mutation.AppendNext(other, bytes("b")));
    cell().commit(new Mutation.TrimToLatest(LOG, 0), new Mutation.AppendNext(other, bytes("c")));

    assertThat(cell().offsets(other)).containsExactly(at(1, 0), at(2, 0));
    assertThat(cell().stats(other).trimmedThrough()).isEqualTo(Offset.ORIGIN);
    assertThat(cell().stats(other).incarnation()).isNotEqualTo(cell().stats(LOG).incarnation());
    cell().commit(new Mutation.TruncateAfter(other, Offset.ORIGIN));
    assertThat(cell().stats(LOG).last()).isEqualTo(at(5, 0));
  }

  private void assertStats(
      long count, @org.jspecify.annotations.Nullable Offset first, Offset last, Offset trimmed) {
    LogStats stats = cell().stats(LOG);
    assertThat(stats)
        .isEqualTo(new LogStats(true, stats.incarnation(), count, first, last, trimmed));
  }
}
