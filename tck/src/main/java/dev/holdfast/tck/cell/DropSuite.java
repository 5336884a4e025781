package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.tck.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drops: a whole log or map goes at once, and readers that hold on to it notice. */
public abstract class DropSuite extends CellSuite {

  /** For subclasses. */
  protected DropSuite() {}

  @Test
  @Clause("CELL-DROP-01")
  void aDroppedLog_isAbsentAndTheRestStays() {
    LogRef other = new LogRef("other");
    fill(cell(), 3);
    cell().commit(new Mutation.AppendNext(other, bytes("stays")), putRow(SORTED, "key", "stays"));

    cell().commit(new Mutation.DropLog(LOG));

    assertThat(cell().stats(LOG)).isEqualTo(LogStats.ABSENT);
    assertThat(cell().log(LOG, Offset.ORIGIN)).isEqualTo(LogAnswer.ABSENT);
    assertThat(cell().texts(other)).containsExactly("stays");
    assertThat(cell().rows(SORTED)).hasSize(1);
  }

  @Test
  @Clause("CELL-DROP-01")
  void aDroppedMap_isAbsentAndTheRestStays() {
    cell().commit(putRow(SORTED, "key", "row"), putRow(UNSORTED, "key", "stays"), append("stays"));

    cell().commit(new Mutation.DropMap(SORTED));

    assertAbsent(SORTED);
    assertThat(cell().rows(UNSORTED)).hasSize(1);
    assertThat(cell().texts(LOG)).containsExactly("stays");
  }

  @Test
  @Clause("CELL-DROP-02")
  void aLogMadeAfterADrop_startsAtTheOrigin() {
    fill(cell(), 3);
    cell().commit(new Mutation.TrimThrough(LOG, at(2, 0)));
    long first = cell().stats(LOG).incarnation();
    cell().commit(new Mutation.DropLog(LOG));

    assertThat(cell().commit(append("new")).offsets()).containsExactly(at(1, 0));
    LogStats stats = cell().stats(LOG);
    assertThat(stats)
        .isEqualTo(new LogStats(true, stats.incarnation(), 1, at(1, 0), at(1, 0), Offset.ORIGIN));
    assertThat(stats.incarnation()).isNotEqualTo(first);
    assertThat(cell().texts(LOG)).containsExactly("new");
  }

  @Test
  @Clause("CELL-DROP-03")
  void aReaderOfADroppedLog_isAnsweredAbsent() {
    fill(cell(), 3);
    long incarnation = cell().stats(LOG).incarnation();
    assertThat(continued(incarnation).entries()).hasSize(2);

    cell().commit(new Mutation.DropLog(LOG));
    assertThat(continued(incarnation)).isEqualTo(LogAnswer.ABSENT);
    fill(cell(), 3);
    assertThat(continued(incarnation)).isEqualTo(LogAnswer.ABSENT);
    assertThat(continued(cell().stats(LOG).incarnation()).entries()).hasSize(2);
  }

  @Test
  @Clause("CELL-DROP-04")
  void aScanOfADroppedMap_isAnsweredAbsent() {
    for (MapRef map : List.of(SORTED, UNSORTED)) {
      String id = "cell " + map.sorted();
      fillRows(cell(id), map);
      Part.ScanPart scan = Part.ScanPart.all(map, 1, limits().maxReadBytes());
      RowPage first = cell(id).ask(scan);
      onlyIf(first.cursor() != null, "the backend answered all rows of " + map + " at once");
      Part.ScanPart next = scan.next(requireNonNull(first.cursor()));
      assertThat(cell(id).ask(next).present()).isTrue();

      cell(id).commit(new Mutation.DropMap(map));
      assertThat(cell(id).ask(next)).isEqualTo(RowPage.ABSENT);
      fillRows(cell(id), map);
      assertThat(cell(id).ask(next)).isEqualTo(RowPage.ABSENT);
    }
  }

  @Test
  @Clause("CELL-DROP-05")
  void aMapMadeAfterADrop_isEmpty() {
    for (MapRef map : List.of(SORTED, UNSORTED)) {
      fillRows(cell(), map);
      long first = cell().stats(map).incarnation();
      cell().commit(new Mutation.DropMap(map));
      cell().commit(putRow(map, "new", "row"));

      assertThat(cell().keys(map)).containsExactly(bytes("new"));
      assertThat(cell().row(map, bytes("b"))).isNull();
      assertThat(cell().stats(map).rows()).isEqualTo(1);
      assertThat(cell().stats(map).incarnation()).isNotEqualTo(first);
    }
  }

  @Test
  @Clause("CELL-DROP-06")
  void droppedAndMadeAgainInOneCommit_holdsTheNewAlone() {
    fill(cell(), 3);
    fillRows(cell(), SORTED);
    long log = cell().stats(LOG).incarnation();
    long map = cell().stats(SORTED).incarnation();

    cell()
        .commit(
            append("old"),
            putRow(SORTED, "a", "old"),
            new Mutation.DropLog(LOG),
            new Mutation.DropMap(SORTED),
            append("new"),
            putRow(SORTED, "b", "new"));

    assertThat(cell().texts(LOG)).containsExactly("new");
    assertThat(cell().offsets(LOG)).containsExactly(at(1, 0));
    assertThat(cell().keys(SORTED)).containsExactly(bytes("b"));
    assertThat(cell().stats(SORTED).rows()).isEqualTo(1);
    assertThat(cell().stats(LOG).incarnation()).isNotEqualTo(log);
    assertThat(cell().stats(SORTED).incarnation()).isNotEqualTo(map);
  }

  @Test
  @Clause({"CELL-DROP-06", "CELL-LOG-02", "CELL-LOG-03"})
  void aLogMadeAgain_doesNotKnowTheEntriesBefore() {
    cell().commit(append(1, 0, "a"), append(2, 0, "b"), append(3, 0, "c"));

    conflict(
        ErrorCode.OFFSET_CONFLICT,
        cell(),
        () ->
            cell()
                .commit(
                    new Mutation.DropLog(LOG),
                    append(1, 0, "x"),
                    append(5, 0, "z"),
                    new Mutation.TrimThrough(LOG, at(1, 0)),
                    append(3, 0, "c")));
    cell()
        .commit(
            new Mutation.DropLog(LOG),
            append(1, 0, "x"),
            append(2, 0, "y"),
            new Mutation.TrimThrough(LOG, at(1, 0)),
            append(2, 0, "y"));

    assertThat(cell().texts(LOG)).containsExactly("y");
  }

  private void assertAbsent(MapRef map) {
    assertThat(cell().stats(map)).isEqualTo(MapStats.ABSENT);
    assertThat(cell().ask(Part.ScanPart.all(map, 1, 100))).isEqualTo(RowPage.ABSENT);
    assertThat(cell().ask(new Part.RowsPart(map, List.of(bytes("key")))))
        .isEqualTo(RowsAnswer.ABSENT);
  }

  private LogAnswer continued(long incarnation) {
    return cell()
        .ask(
            new Part.LogPart(
                LOG,
                at(1, 0),
                Offset.END,
                Direction.ASCENDING,
                8,
                limits().maxReadBytes(),
                incarnation));
  }

  private static void fillRows(Cell cell, MapRef map) {
    cell.commit(
        putRow(map, "a", "1"), putRow(map, "b", "2"), putRow(map, "c", "3"), putRow(map, "d", "4"));
  }
}
