package dev.holdfast.tck.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.Clause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges of logs: exactly the entries asked for, from either end. */
public abstract class RangeSuite extends CellSuite {

  private static final int PAGE = 8;
  private static final List<Offset> OFFSETS =
      List.of(at(0, 1), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(5, 0), at(5, 7));
  private static final List<Offset> BOUNDS =
      List.of(
          Offset.ORIGIN,
          at(0, 1),
          at(0, Offset.INFINITE),
          at(1, 0),
          at(1, 1),
          at(1, Offset.INFINITE),
          at(3, 3),
          at(5, 6),
          at(5, 7),
          Offset.END);

  /** For subclasses. */
  protected RangeSuite() {}

  @Test
  @Clause({"CELL-LOG-07", "CELL-LOG-08"})
  void everyRange_holdsExactlyItsEntries() {
    cell()
        .commitAll(
            OFFSETS.stream().map(o -> new Mutation.Append(LOG, o, bytes(o.toString()))).toList());

    for (Offset after : BOUNDS) {
      List<Part<?>> parts = new ArrayList<>();
      for (Offset upTo : BOUNDS) {
        parts.add(range(after, upTo, Direction.ASCENDING, PAGE, limits().maxReadBytes()));
        parts.add(range(after, upTo, Direction.DESCENDING, PAGE, limits().maxReadBytes()));
      }
      var answers = cell().read(parts.toArray(Part<?>[]::new));
      for (int i = 0; i < BOUNDS.size(); i++) {
        Offset upTo = BOUNDS.get(i);
        List<Offset> expected =
            OFFSETS.stream().filter(o -> o.isAfter(after) && !o.isAfter(upTo)).toList();
        assertThat(offsets(answers.answer(2 * i, LogAnswer.class)))
            .as("after %s up to %s", after, upTo)
            .isEqualTo(expected);
        assertThat(offsets(answers.answer(2 * i + 1, LogAnswer.class)))
            .as("after %s up to %s, descending", after, upTo)
            .isEqualTo(reversed(expected));
      }
    }
  }

  @Test
  @Clause({"CELL-LOG-09", "CELL-LOG-08"})
  void aRange_isBoundedByTheNumberOfEntries() {
    fill(cell(), 5);

    for (int most = 1; most <= 6; most++) {
      for (Direction direction : Direction.values()) {
        LogAnswer answer =
            cell().ask(range(at(1, 0), Offset.END, direction, most, limits().maxReadBytes()));
        List<Offset> all = List.of(at(2, 0), at(3, 0), at(4, 0), at(5, 0));
        List<Offset> ordered = direction == Direction.ASCENDING ? all : reversed(all);
        assertThat(offsets(answer)).isEqualTo(ordered.subList(0, Math.min(most, 4)));
        assertThat(answer.more()).as("more, with at most %d", most).isEqualTo(most < 4);
      }
    }
  }

  @Test
  @Clause("CELL-LOG-09")
  void aRange_isBoundedByBytes() {
    cell().commit(append(1, 0, "12345"), append(2, 0, "12345"), append(3, 0, "12345"));

    long[][] mostAndExpected = {{1, 1}, {5, 1}, {9, 1}, {10, 2}, {14, 2}, {15, 3}, {16, 3}};
    for (long[] pair : mostAndExpected) {
      for (Direction direction : Direction.values()) {
        LogAnswer answer = cell().ask(range(Offset.ORIGIN, Offset.END, direction, PAGE, pair[0]));
        assertThat(answer.entries()).as("within %d bytes", pair[0]).hasSize((int) pair[1]);
        assertThat(answer.more()).as("more, within %d bytes", pair[0]).isEqualTo(pair[1] < 3);
      }
    }
  }

  @Test
  @Clause("CELL-LOG-07")
  void aRangeOfATrimmedLog_holdsWhatIsLeft() {
    fill(cell(), 5);
    cell().commit(new Mutation.TrimThrough(LOG, at(2, 0)));

    assertThat(offsets(ask(Offset.ORIGIN, Offset.END)))
        .containsExactly(at(3, 0), at(4, 0), at(5, 0));
    assertThat(offsets(ask(Offset.ORIGIN, at(3, 0)))).containsExactly(at(3, 0));
    LogAnswer trimmed = ask(Offset.ORIGIN, at(2, 0));
    assertThat(trimmed.entries()).isEmpty();
    assertThat(trimmed.more()).isFalse();
  }

  private LogAnswer ask(Offset after, Offset upTo) {
    return cell().ask(range(after, upTo, Direction.ASCENDING, PAGE, limits().maxReadBytes()));
  }

  private static Part.LogPart range(
      Offset after, Offset upTo, Direction direction, int maxEntries, long maxBytes) {
    return new Part.LogPart(LOG, after, upTo, direction, maxEntries, maxBytes, 0);
  }

  private static List<Offset> offsets(LogAnswer answer) {
    return answer.entries().stream().map(LogEntry::offset).toList();
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.reverse(copy);
    return copy;
  }
}
