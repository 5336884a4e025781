package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads: many cells and many parts at once. */
public abstract class ReadSuite extends CellSuite {

  /** For subclasses. */
  protected ReadSuite() {}

  @Test
  @Clause("CELL-READ-01")
  void requests_areAnsweredInOrder() {
    List<CellRead> requests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      if (i % 3 > 0) {
        cell("cell " + i).commit(put(i, "value " + i));
      }
      requests.add(CellRead.of(cell("cell " + i).ref(), Part.HeadPart.ANY));
    }
    requests.add(requests.get(4));
    requests.add(requests.get(0));

    List<CellAnswer> answers = backend().read(requests, soon());
    assertThat(answers).hasSize(22);
    for (int i = 0; i < 22; i++) {
      int number = i < 20 ? i : i == 20 ? 4 : 0;
      if (number % 3 > 0) {
        HeadAnswer.Present present = (HeadAnswer.Present) answers.get(i).head();
        assertThat(present.head().value()).isEqualTo(bytes("value " + number));
      } else {
        assertThat(answers.get(i).head()).isEqualTo(HeadAnswer.ABSENT);
      }
    }
  }

  @Test
  @Clause("CELL-READ-01")
  void parts_areAnsweredInOrder() {
    cell()
        .commit(
            put(1, "one"), append("entry"), putRow(SORTED, "a", "1"), putRow(UNSORTED, "b", "2"));
    List<Part<?>> parts =
        List.of(
            new Part.MapStatsPart(UNSORTED),
            new Part.LogStatsPart(LOG),
            new Part.RowsPart(SORTED, List.of(bytes("a"))),
            Part.HeadPart.ANY,
            Part.ScanPart.all(UNSORTED, 8, limits().maxReadBytes()),
            Part.LogPart.after(LOG, Offset.ORIGIN, 8, limits().maxReadBytes()),
            Part.LogPart.after(LOG, at(1, 0), 8, limits().maxReadBytes()),
            new Part.RowsPart(UNSORTED, List.of(bytes("a"))));

    CellAnswer answer = cell().read(parts.toArray(Part<?>[]::new));

    assertThat(answer.answers()).hasSize(8);
    assertThat(answer.answer(0, MapStats.class).rows()).isEqualTo(1);
    assertThat(answer.answer(1, LogStats.class).count()).isEqualTo(1);
    assertThat(answer.answer(2, RowsAnswer.class).rows()).containsOnlyKeys(bytes("a"));
    assertThat(answer.answer(3, HeadAnswer.class)).isInstanceOf(HeadAnswer.Present.class);
    assertThat(answer.answer(4, RowPage.class).rows()).hasSize(1);
    assertThat(answer.answer(5, LogAnswer.class).entries()).hasSize(1);
    assertThat(answer.answer(6, LogAnswer.class).entries()).isEmpty();
    assertThat(answer.answer(7, RowsAnswer.class).present()).isTrue();
    assertThat(answer.answer(7, RowsAnswer.class).rows()).isEmpty();
  }

  @Test
  @Clause("CELL-READ-04")
  void aRead_tellsWhatIsKnownOfTheCell() {
    cell().commit(put(9, "nine"));
    Instant last = clock().advance(Duration.ofSeconds(1));
    cell().commit(append("entry"));
    cell().commit(new Mutation.DeleteHead());
    clock().advance(Duration.ofSeconds(1));

    for (Part<?> part : List.of(Part.HeadPart.ANY, new Part.LogStatsPart(LOG))) {
      CellAnswer answer = cell().read(part);
      assertThat(answer.version()).isEqualTo(9);
      assertThat(answer.sequence()).isEqualTo(3);
      assertThat(answer.updatedAt()).isEqualTo(last);
    }
  }

  @Test
  @Clause("CELL-READ-05")
  void theShortReadOfAHead_answersTheHead() {
    for (Backend instance : List.of(backend(), session().openUnchecked())) {
      Cell cell = cell("cell of " + instance.getClass());
      assertThat(shortRead(instance, cell, null)).isEqualTo(HeadAnswer.ABSENT);
      Revision nine = requireNonNull(cell.commit(put(9, "nine"), append("entry")).head());
      assertThat(shortRead(instance, cell, null))
          .isEqualTo(new HeadAnswer.Present(requireNonNull(cell.head())));
      assertThat(shortRead(instance, cell, nine)).isEqualTo(new HeadAnswer.Unchanged(nine));
      for (Revision other : List.of(new Revision(8, nine.tag()), new Revision(9, ~nine.tag()))) {
        assertThat(shortRead(instance, cell, other))
            .isEqualTo(new HeadAnswer.Present(requireNonNull(cell.head())));
      }
      cell.commit(new Mutation.DeleteHead());
      assertThat(shortRead(instance, cell, nine)).isEqualTo(HeadAnswer.ABSENT);
    }
  }

  private HeadAnswer shortRead(Backend instance, Cell cell, @Nullable Revision unless) {
    return instance.head(cell.ref(), unless, soon());
  }
}
