package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.tck.Clause;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Listings: the cells of a collection in order, filtered, page by page. */
public abstract class ListSuite extends CellSuite {

  private static final List<String> LOOK_ALIKES =
      List.of(
          "a", "a%", "a*", "a/", "a/%_", "a/b", "a/bc", "a:", "a:b", "a?", "aB", "a[b]", "a\\",
          "a_", "ab", "a{b}", "A", "A:b", "{a}", "b", "ä", "á", "a\u0301", "a\u0000", "a ");

  /** For subclasses. */
  protected ListSuite() {}

  @Test
  @Clause("CELL-LIST-01")
  void cellsWithAHeadALogOrAMap_areListed() {
    cell("head").commit(put(1, "one"));
    cell("log").commit(append("entry"));
    cell("map").commit(putRow(UNSORTED, "key", "row"));
    cell("empty log").commit(append("entry"));
    cell("empty log").commit(new Mutation.TrimToLatest(LOG, 0));
    cell("empty map").commit(putRow(SORTED, "key", "row"));
    cell("empty map").commit(deleteRow(SORTED, "key"));
    cell("dropped log").commit(append("entry"));
    cell("dropped log").commit(new Mutation.DropLog(LOG));
    cell("dropped map").commit(putRow(SORTED, "key", "row"));
    cell("dropped map").commit(new Mutation.DropMap(SORTED));
    cell("deleted head").commit(put(1, "one"));
    cell("deleted head").commit(new Mutation.DeleteHead());
    cell("deleted cell").commit(put(1, "one"), append("entry"));
    cell("deleted cell").commit(new Mutation.DeleteCell());
    cell("untouched").commit(deleteRow(SORTED, "absent"));
    assertThat(cell("only read").head()).isNull();

    assertThat(ids(all(8))).containsExactly("empty log", "empty map", "head", "log", "map");
  }

  @Test
  @Clause({"CELL-LIST-02", "CELL-LIST-07"})
  void cells_areListedInByteOrder() {
    List<String> ids = new ArrayList<>(LOOK_ALIKES);
    // In UTF-16 units the emoji would come first; in UTF-8 bytes it comes last.
    ids.addAll(List.of("\uffff", "\ud83d\ude00", "z", "zz"));
    Collections.shuffle(ids);
    ids.forEach(id -> cell(id).commit(put(1, id)));
    ids.sort(Comparator.comparing(Bytes::utf8));

    for (int pageSize : new int[] {1, 3, 8}) {
      assertThat(ids(all(pageSize))).isEqualTo(ids);
      List<String> reversed = new ArrayList<>(ids);
      Collections.reverse(reversed);
      assertThat(ids(query("", null, null, null, Direction.DESCENDING, pageSize)))
          .isEqualTo(reversed);
    }
  }

  @Test
  @Clause("CELL-LIST-03")
  void aPrefix_isTakenLiterally() {
    LOOK_ALIKES.forEach(id -> cell(id).commit(put(1, id)));

    List<String> prefixes = new ArrayList<>(LOOK_ALIKES);
    prefixes.addAll(List.of("", "x", "a/b", "%", "*", "\ud83d\ude00"));
    for (String prefix : prefixes) {
      List<String> expected =
          LOOK_ALIKES.stream()
              .filter(id -> id.startsWith(prefix))
              .sorted(Comparator.comparing(Bytes::utf8))
              .toList();
      assertThat(ids(query(prefix, null, null, null, Direction.ASCENDING, 8)))
          .as("with the prefix \"%s\"", prefix)
          .isEqualTo(expected);
    }
    assertThat(ids(query("a/", null, null, null, Direction.DESCENDING, 2)))
        .containsExactly("a/bc", "a/b", "a/%_", "a/");
  }

  @Test
  @Clause({"CELL-LIST-04", "CELL-LIST-06"})
  void theVersionFilter_selectsThatVersionAlone() {
    long big = (1L << 53) + 1;
    cell("a").commit(put(3, "x"));
    cell("b").commit(put(3, "y"));
    cell("c").commit(put(2, "x"));
    cell("d").commit(put(big, "x"));
    cell("e").commit(put(3, "x"), append("a log stays"));
    cell("e").commit(new Mutation.DeleteHead());

    assertThat(ids(version(3))).containsExactly("a", "b");
    assertThat(ids(version(big))).containsExactly("d");
    assertThat(ids(version(big - 1))).isEmpty();
    assertThat(ids(version(1))).isEmpty();
  }

  @Test
  @Clause({"CELL-LIST-05", "CELL-LIST-06"})
  void theTimeFilters_compareTheHeadsInstant() {
    Instant start = clock().instant();
    for (String id : List.of("a", "b", "c")) {
      cell(id).commit(put(1, id));
      clock().advance(Duration.ofMillis(1));
    }
    cell("log alone").commit(append("entry"));
    cell("a").commit(append("does not touch the head"));

    assertThat(ids(since(start))).containsExactly("a", "b", "c");
    assertThat(ids(since(start.plusMillis(1)))).containsExactly("b", "c");
    assertThat(ids(before(start.plusMillis(1)))).containsExactly("a");
    assertThat(ids(before(start))).isEmpty();
    assertThat(
            ids(query("", null, start.plusMillis(1), start.plusMillis(2), Direction.DESCENDING, 8)))
        .containsExactly("b");
  }

  @Test
  @Clause("CELL-LIST-07")
  void underChange_whatStaysIsListedExactlyOnce() {
    List<String> stay = IntStream.range(10, 34).mapToObj(i -> "stays " + i).toList();
    for (Direction direction : Direction.values()) {
      stay.forEach(id -> cell(id).commit(append("entry")));
      List<String> seen = new ArrayList<>();
      ListQuery query = query("", null, null, null, direction, 4);
      @Nullable Bytes cursor = null;
      int step = 0;
      do {
        CellPage page = backend().list(query.from(cursor), soon());
        assertThat(page.cells().size()).isLessThanOrEqualTo(4);
        page.cells().forEach(cell -> seen.add(cell.cell().id()));
        cursor = page.cursor();
        step++;
        cell("before " + step).commit(append("new"));
        cell("stays 20 and " + step).commit(append("new"));
        cell("zz " + step).commit(append("new"));
        cell(stay.get(step % stay.size())).commit(append("changed"));
        if (!seen.isEmpty() && !stay.contains(seen.get(seen.size() - 1))) {
          cell(seen.get(seen.size() - 1)).commit(new Mutation.DeleteCell());
        }
      } while (cursor != null && step < 100);
      assertThat(cursor).as("the cursor after 100 pages").isNull();
      assertThat(seen).doesNotHaveDuplicates().containsAll(stay);
    }
  }

  @Test
  @Clause("CELL-LIST-07")
  void aCursor_leadsOnEvenIfItsCellIsGone() {
    List<String> ids = List.of("a", "b", "c", "d");
    ids.forEach(id -> cell(id).commit(put(1, id)));
    CellPage first = backend().list(all(2), soon());
    List<String> seen = first.cells().stream().map(cell -> cell.cell().id()).toList();
    assertThat(seen).isNotEmpty().isEqualTo(ids.subList(0, seen.size()));
    cell(seen.get(seen.size() - 1)).commit(new Mutation.DeleteCell());

    assertThat(ids(all(2).from(requireNonNull(first.cursor()))))
        .isEqualTo(ids.subList(seen.size(), ids.size()));
  }

  @Test
  @Clause("CELL-LIST-08")
  void aListedCell_comesWithItsInstantsAndRevision() {
    cell("a").commit(put(7, "seven"));
    Head head = requireNonNull(cell("a").head());
    Instant later = clock().advance(Duration.ofSeconds(1));
    cell("a").commit(append("entry"));
    cell("b").commit(append("entry"));

    assertThat(list(all(8)))
        .containsExactly(
            new CellSummary(cell("a").ref(), head.revision(), head.at(), later),
            new CellSummary(cell("b").ref(), null, null, later));
    cell("a").commit(new Mutation.DeleteHead());
    assertThat(list(all(8)).get(0).head()).isNull();
    assertThat(cell("a").stats(LOG).last()).isEqualTo(new Offset(1, 0));
  }

  private ListQuery all(int pageSize) {
    return ListQuery.all(collection(), pageSize);
  }

  private ListQuery version(long version) {
    return query("", version, null, null, Direction.ASCENDING, 8);
  }

  private ListQuery since(Instant instant) {
    return query("", null, instant, null, Direction.ASCENDING, 8);
  }

  private ListQuery before(Instant instant) {
    return query("", null, null, instant, Direction.ASCENDING, 8);
  }

  private ListQuery query(
      String prefix,
      @Nullable Long version,
      @Nullable Instant since,
      @Nullable Instant before,
      Direction direction,
      int pageSize) {
    return new ListQuery(collection(), prefix, version, since, before, direction, null, pageSize);
  }
}
