package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.tck.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maps: rows by key. */
public abstract class MapSuite extends CellSuite {

  private static final List<MapRef> BOTH = List.of(SORTED, UNSORTED);

  /** For subclasses. */
  protected MapSuite() {}

  @Test
  @Clause("CELL-MAP-01")
  void aRowThatWasPut_isReadBackWhole() {
    for (MapRef map : BOTH) {
      cell().commit(append("other change"));
      long sequence = cell().commit(putRow(map, "a", "1"), putRow(map, "b", "2")).sequence();

      assertThat(cell().row(map, bytes("a"))).isEqualTo(row("a", "1", sequence));
      assertThat(cell().rows(map))
          .containsExactlyInAnyOrder(row("a", "1", sequence), row("b", "2", sequence));
    }
  }

  @Test
  @Clause("CELL-MAP-02")
  void puttingARowAgain_givesItANewVersion() {
    for (MapRef map : BOTH) {
      long first = cell().commit(putRow(map, "a", "1")).sequence();
      long second = cell().commit(putRow(map, "a", "1")).sequence();
      assertThat(second).isEqualTo(first + 1);
      assertThat(cell().row(map, bytes("a"))).isEqualTo(row("a", "1", second));
      long third = cell().commit(putRow(map, "a", "")).sequence();
      assertThat(cell().rows(map)).containsExactly(row("a", "", third));
      assertThat(cell().stats(map).rows()).isEqualTo(1);
    }
  }

  @Test
  @Clause("CELL-MAP-03")
  void aDeletedRow_isGoneAndTheMapStays() {
    for (MapRef map : BOTH) {
      cell().commit(putRow(map, "a", "1"), putRow(map, "b", "2"));
      cell().commit(deleteRow(map, "a"));
      assertThat(cell().row(map, bytes("a"))).isNull();
      assertThat(cell().keys(map)).containsExactly(bytes("b"));
      cell().commit(deleteRow(map, "b"));
      assertThat(cell().stats(map).present()).isTrue();
      assertThat(cell().stats(map).rows()).isZero();
      RowPage page = cell().ask(Part.ScanPart.all(map, 8, limits().maxReadBytes()));
      assertThat(page.present()).isTrue();
      assertThat(cell().rows(map)).isEmpty();
    }
  }

  @Test
  @Clause("CELL-MAP-04")
  void deletingARowThatIsNotThere_changesNothing() {
    cell().commit(putRow(SORTED, "a", "1"));

    unchanged(cell(), () -> cell().commit(deleteRow(SORTED, "b"), deleteRow(SORTED, "A")));
    unchanged(cell(), () -> cell().commit(deleteRow(UNSORTED, "a")));
    assertThat(cell().stats(UNSORTED).present()).isFalse();
  }

  @Test
  @Clause("CELL-MAP-05")
  void statistics_countTheRowsExactly() {
    for (MapRef map : BOTH) {
      cell().commit(putRow(map, "a", "1"), putRow(map, "b", "2"), putRow(map, "a", "3"));
      assertRows(map, 2);
      cell().commit(putRow(map, "a", "4"), deleteRow(map, "x"), putRow(map, "c", "5"));
      assertRows(map, 3);
      cell().commit(deleteRow(map, "b"), deleteRow(map, "b"), putRow(map, "b", "6"));
      assertRows(map, 3);
      cell().commit(deleteRow(map, "a"), deleteRow(map, "b"));
      assertRows(map, 1);
    }
  }

  @Test
  @Clause("CELL-MAP-06")
  void aSortedAndAnUnsortedMapOfOneName_areTwo() {
    cell().commit(putRow(SORTED, "a", "sorted"), putRow(UNSORTED, "a", "unsorted"));
    cell().commit(putRow(UNSORTED, "b", "unsorted"));

    assertThat(requireNonNull(cell().row(SORTED, bytes("a"))).value()).isEqualTo(bytes("sorted"));
    assertThat(cell().keys(SORTED)).containsExactly(bytes("a"));
    assertThat(cell().keys(UNSORTED)).containsExactlyInAnyOrder(bytes("a"), bytes("b"));
    cell().commit(deleteRow(SORTED, "a"));
    assertThat(cell().stats(UNSORTED).rows()).isEqualTo(2);
  }

  @Test
  @Clause("CELL-MAP-07")
  void aReadByKeys_answersTheRowsThatAreThere() {
    for (MapRef map : BOTH) {
      cell().commit(putRow(map, "a", "1"), putRow(map, "b", "2"), putRow(map, "c", ""));

      RowsAnswer answer =
          cell()
              .ask(new Part.RowsPart(map, List.of(bytes("c"), bytes("x"), bytes("a"), bytes("a"))));
      assertThat(answer.present()).isTrue();
      assertThat(answer.rows()).containsOnlyKeys(bytes("a"), bytes("c"));
      assertThat(requireNonNull(answer.row(bytes("c"))).value().isEmpty()).isTrue();
      assertThat(cell().ask(new Part.RowsPart(map, List.of(bytes("x")))).present()).isTrue();
    }
  }

  @Test
  @Clause("CELL-MAP-08")
  void aMapNeverWritten_isAbsentForEveryRead() {
    cell().commit(put(1, "a head and no map"));
    for (MapRef map : BOTH) {
      assertThat(cell().stats(map)).isEqualTo(MapStats.ABSENT);
      assertThat(cell().ask(Part.ScanPart.all(map, 8, 100))).isEqualTo(RowPage.ABSENT);
      assertThat(cell().ask(new Part.RowsPart(map, List.of(bytes("a")))))
          .isEqualTo(RowsAnswer.ABSENT);
    }
  }

  private void assertRows(MapRef map, long rows) {
    assertThat(cell().stats(map).rows()).isEqualTo(rows);
    assertThat(cell().rows(map)).hasSize((int) rows);
  }

  private static Row row(String key, String value, long version) {
    return new Row(bytes(key), bytes(value), version);
  }
}
