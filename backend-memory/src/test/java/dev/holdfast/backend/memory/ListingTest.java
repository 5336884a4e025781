package dev.holdfast.backend.memory;

import static dev.holdfast.backend.memory.OneCell.ROOMS;
import static dev.holdfast.backend.memory.OneCell.append;
import static dev.holdfast.backend.memory.OneCell.putHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Usage;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {

  private final OneCell one = new OneCell();

  private void put(String id, Mutation... mutations) {
    one.backend.commit(ROOMS.cell(id), Commit.of(mutations), Deadline.NEVER);
  }

  private List<String> listAll(ListQuery query) {
    List<String> ids = new ArrayList<>();
    CellPage page;
    do {
      page = one.backend.list(query, Deadline.NEVER);
      page.cells().forEach(cell -> ids.add(cell.cell().id()));
      query = query.from(page.cursor());
    } while (page.cursor() != null);
    return ids;
  }

  private static ListQuery query(
      String prefix, Long version, Instant since, Instant before, Direction direction) {
    return new ListQuery(ROOMS, prefix, version, since, before, direction, null, 2);
  }

  @Test
  void list_goesByTheBytesOfTheIds_eitherWay() {
    List.of("a:b", "a", "é", "B", "a\u0000", "\uD83D\uDE00", "\uFF5E", "a*")
        .forEach(id -> put(id, putHead(1, "x")));
    List<String> byBytes = List.of("B", "a", "a\u0000", "a*", "a:b", "é", "\uFF5E", "\uD83D\uDE00");
    assertThat(listAll(ListQuery.all(ROOMS, 3))).isEqualTo(byBytes);
    List<String> reversed = new ArrayList<>(byBytes);
    Collections.reverse(reversed);
    assertThat(listAll(query("", null, null, null, Direction.DESCENDING))).isEqualTo(reversed);
    assertThat(listAll(query("a", null, null, null, Direction.ASCENDING)))
        .containsExactly("a", "a\u0000", "a*", "a:b");
    assertThat(listAll(query("a", null, null, null, Direction.DESCENDING)))
        .containsExactly("a:b", "a*", "a\u0000", "a");
  }

  @Test
  void filters_concernTheHead() {
    put("1", putHead(1, "x"));
    one.clock.advance(Duration.ofMillis(5));
    put("2", putHead(2, "x"));
    one.clock.advance(Duration.ofMillis(5));
    put("2", append(1, "x"));
    put("3", append(1, "x"));
    Instant second = MovableClock.START.plusMillis(5);
    assertThat(listAll(query("", 2L, null, null, Direction.ASCENDING))).containsExactly("2");
    assertThat(listAll(query("", null, second, null, Direction.ASCENDING))).containsExactly("2");
    assertThat(listAll(query("", null, null, second, Direction.ASCENDING))).containsExactly("1");
    assertThat(listAll(query("", null, null, null, Direction.ASCENDING)))
        .containsExactly("1", "2", "3");
  }

  @Test
  void page_endsAfterABoundedNumberOfCells() {
    for (int number = 0; number < 1_500; number++) {
      put("n%04d".formatted(number), putHead(1, "x"));
    }
    put("z", putHead(2, "x"));
    ListQuery sparse = query("", 2L, null, null, Direction.ASCENDING);
    CellPage page = one.backend.list(sparse, Deadline.NEVER);
    assertThat(page.cells()).isEmpty();
    assertThat(page.cursor()).isNotNull();
    assertThat(listAll(sparse)).containsExactly("z");
  }

  @Test
  void refusedOrEmptyCommit_leavesNoCell() {
    put("1", new Mutation.DeleteCell());
    assertThat(listAll(ListQuery.all(ROOMS, 3))).isEmpty();
  }

  @Test
  void usage_countsWhatIsThereNow() {
    MapRef map = MapRef.sorted("m");
    put("abc", putHead(1, "12345"), append(1, "1234"), append(2, "12"));
    put("abc", new Mutation.PutRow(map, Bytes.utf8("k"), Bytes.utf8("1234")));
    assertThat(usage()).isEqualTo(new Usage(1, 3 + 5 + 4 + 2 + 1 + 4, Duration.ZERO));
    put("abc", putHead(2, "1"), new Mutation.TrimToLatest(OneCell.DELTAS, 1));
    put("abc", new Mutation.PutRow(map, Bytes.utf8("k"), Bytes.utf8("1")));
    assertThat(usage().bytes()).isEqualTo(3 + 1 + 2 + 1 + 1);
    put("abc", new Mutation.DropLog(OneCell.DELTAS), new Mutation.DropMap(map));
    assertThat(usage().bytes()).isEqualTo(3 + 1);
    put("abc", new Mutation.DeleteHead());
    assertThat(usage()).isEqualTo(new Usage(0, 0, Duration.ZERO));
  }

  private Usage usage() {
    return one.backend.usage(ROOMS, Deadline.NEVER);
  }

  @Test
  void collections_shareNothing() {
    put("1", putHead(1, "x"));
    CollectionRef other = new CollectionRef("other", ROOMS.name());
    assertThat(one.backend.list(ListQuery.all(other, 9), Deadline.NEVER).cells()).isEmpty();
    assertThat(one.backend.usage(other, Deadline.NEVER).cells()).isZero();
    assertThat(OneCell.head(one.backend, other.cell("1"))).isNull();
  }
}
