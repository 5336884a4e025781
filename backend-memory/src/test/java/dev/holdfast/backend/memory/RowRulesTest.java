package dev.holdfast.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.ConflictException;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowRulesTest {

  private static final MapRef SORTED = MapRef.sorted("m");
  private static final MapRef UNSORTED = MapRef.unsorted("m");

  private final OneCell one = new OneCell();

  private static Bytes key(String text) {
    return Bytes.utf8(text);
  }

  private static Mutation put(MapRef map, String key, String value) {
    return new Mutation.PutRow(map, key(key), Bytes.utf8(value));
  }

  private RowPage scan(Part.ScanPart part) {
    return one.read(part).answer(0, RowPage.class);
  }

  private MapStats stats(MapRef map) {
    return one.read(new Part.MapStatsPart(map)).answer(0, MapStats.class);
  }

  private static List<String> keys(RowPage page) {
    return page.rows().stream().map(row -> row.key().toUtf8()).toList();
  }

  @Test
  void rows_carryTheNumberOfTheCommitThatWroteThem() {
    one.commit(put(SORTED, "a", "1"), put(SORTED, "b", "1"));
    one.commit(put(SORTED, "b", "2"));
    RowsAnswer answer =
        one.read(new Part.RowsPart(SORTED, List.of(key("a"), key("b"), key("c"))))
            .answer(0, RowsAnswer.class);
    assertThat(answer.row(key("a"))).isEqualTo(new Row(key("a"), Bytes.utf8("1"), 1));
    assertThat(answer.row(key("b"))).isEqualTo(new Row(key("b"), Bytes.utf8("2"), 2));
    assertThat(answer.row(key("c"))).isNull();
    assertThat(stats(SORTED).rows()).isEqualTo(2);
  }

  @Test
  void sortedAndUnsorted_ofOneName_areTwoMaps() {
    one.commit(put(SORTED, "a", "1"));
    assertThat(stats(UNSORTED)).isEqualTo(MapStats.ABSENT);
    assertThat(scan(Part.ScanPart.all(UNSORTED, 9, 99))).isEqualTo(RowPage.ABSENT);
    assertThat(one.read(new Part.RowsPart(UNSORTED, List.of(key("a")))).answer(0, RowsAnswer.class))
        .isEqualTo(RowsAnswer.ABSENT);
  }

  @Test
  void lastRowDeleted_leavesAnEmptyMap_dropLeavesNone() {
    one.commit(put(SORTED, "a", "1"));
    one.commit(new Mutation.DeleteRow(SORTED, key("a")));
    assertThat(stats(SORTED)).isEqualTo(new MapStats(true, 1, 0));
    one.commit(new Mutation.DropMap(SORTED));
    assertThat(stats(SORTED)).isEqualTo(MapStats.ABSENT);
    one.commit(put(SORTED, "a", "1"));
    assertThat(stats(SORTED)).isEqualTo(new MapStats(true, 2, 1));
  }

  @Test
  void deletingWhatIsNotThere_isNoCommit() {
    one.commit(put(SORTED, "a", "1"));
    assertThat(one.commit(new Mutation.DeleteRow(SORTED, key("b"))).sequence()).isEqualTo(1);
    assertThat(one.commit(new Mutation.DropMap(UNSORTED)).sequence()).isEqualTo(1);
  }

  @Test
  void preconditionsOnRows_holdOrRefuse() {
    one.commit(Commit.of(put(SORTED, "a", "1")).when(new Precondition.RowAbsent(SORTED, key("a"))));
    one.commit(
        Commit.of(put(SORTED, "a", "2")).when(new Precondition.RowVersion(SORTED, key("a"), 1)));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () ->
                one.commit(
                    Commit.of(put(SORTED, "a", "3"))
                        .when(new Precondition.RowVersion(SORTED, key("a"), 1))))
        .satisfies(e -> assertThat(e.actual()).isEqualTo("2"));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () ->
                one.commit(
                    Commit.of(put(SORTED, "a", "3"))
                        .when(new Precondition.RowAbsent(SORTED, key("a")))))
        .satisfies(e -> assertThat(e.expected()).isEqualTo("absent"));
  }

  @Test
  void sortedScan_keepsBoundsAndOrder_eitherWay() {
    one.commit(put(SORTED, "a", "1"), put(SORTED, "c", "1"), put(SORTED, "b", "1"));
    assertThat(keys(scan(Part.ScanPart.all(SORTED, 9, 99)))).containsExactly("a", "b", "c");
    assertThat(
            keys(
                scan(
                    new Part.ScanPart(
                        SORTED, key("a"), key("c"), Direction.DESCENDING, null, 9, 99))))
        .containsExactly("b", "a");
  }

  @Test
  void pages_followEachOther_whileTheMapChanges() {
    for (MapRef map : List.of(SORTED, UNSORTED)) {
      one.commit(put(map, "a", "1"), put(map, "b", "1"), put(map, "c", "1"), put(map, "d", "1"));
      List<String> seen = new ArrayList<>();
      Part.ScanPart next = Part.ScanPart.all(map, 2, 99);
      RowPage page = scan(next);
      seen.addAll(keys(page));
      one.commit(new Mutation.DeleteRow(map, page.rows().get(1).key()), put(map, "e", "1"));
      while (page.cursor() != null) {
        next = next.next(page.cursor());
        page = scan(next);
        seen.addAll(keys(page));
      }
      assertThat(seen).doesNotHaveDuplicates().contains("a", "b", "c", "d");
    }
  }

  @Test
  void page_stopsAtItsBytes_butGivesTheFirstRow() {
    one.commit(put(SORTED, "a", "123"), put(SORTED, "b", "123"), put(SORTED, "c", "123"));
    assertThat(keys(scan(Part.ScanPart.all(SORTED, 9, 8)))).containsExactly("a", "b");
    assertThat(keys(scan(Part.ScanPart.all(SORTED, 9, 1)))).containsExactly("a");
  }

  @Test
  void cursorOfADroppedMap_isAnsweredAsAbsent() {
    one.commit(put(SORTED, "a", "1"), put(SORTED, "b", "1"));
    Part.ScanPart first = Part.ScanPart.all(SORTED, 1, 99);
    Bytes cursor = scan(first).cursor();
    one.commit(new Mutation.DropMap(SORTED), put(SORTED, "b", "2"));
    assertThat(scan(first.next(cursor))).isEqualTo(RowPage.ABSENT);
  }

  @Test
  void foreignCursor_isRefused() {
    one.commit(put(SORTED, "a", "1"));
    Part.ScanPart part = Part.ScanPart.all(SORTED, 1, 99).next(key("x"));
    assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> one.read(part));
  }
}
