package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Delta;
import dev.holdfast.context.DeltaCount;
import dev.holdfast.context.Page;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingTest {

  private static final ContextQuery ALL = ContextQuery.all();

  /** Small pages of the backend, so that each listing takes several. */
  private final Rooms rooms = new Rooms(ModelBackend.limits(1_000_000, 100, 3, 2));

  private final ContextStore store = rooms.open().store();
  private final Instant start = rooms.now;

  @BeforeEach
  void fill() {
    for (int i = 0; i < 9; i++) {
      String id = (i % 2 == 0 ? "a:" : "b*") + i;
      if (i != 5) {
        store.set(id, JsonObject.of("i", i), i + 1);
      }
      for (int version = 1; version <= i % 4; version++) {
        store.setDelta(id, Delta.EMPTY, version);
      }
      rooms.pass(Duration.ofSeconds(1));
    }
  }

  @AfterEach
  void close() throws Exception {
    rooms.close();
  }

  private static <T> List<T> follow(ContextQuery query, Function<ContextQuery, Page<T>> listing) {
    List<T> all = new ArrayList<>();
    Page<T> page = listing.apply(query);
    all.addAll(page.items());
    while (page.cursor() != null) {
      page = listing.apply(query.from(page.cursor()));
      assertThat(page.items().size()).isLessThanOrEqualTo(query.limit());
      all.addAll(page.items());
    }
    return all;
  }

  private List<String> ids(ContextQuery query) {
    return follow(query, store::list).stream().map(Context::id).toList();
  }

  private List<String> deltas(ContextQuery query) {
    return follow(query, store::listDeltas).stream()
        .map((ContextDelta delta) -> delta.id() + "@" + delta.version())
        .toList();
  }

  @Test
  void list_anyLimitAndOrder_showsEachContextOnce() {
    List<String> expected = List.of("a:0", "a:2", "a:4", "a:6", "a:8", "b*1", "b*3", "b*7");
    List<String> reversed = new ArrayList<>(expected);
    Collections.reverse(reversed);

    for (int limit = 1; limit <= 10; limit++) {
      assertThat(ids(ALL.withLimit(limit))).isEqualTo(expected);
      assertThat(ids(ALL.withLimit(limit).reversed())).isEqualTo(reversed);
      assertThat(ids(ALL.withLimit(limit).withOffset(5))).isEqualTo(expected.subList(5, 8));
    }
  }

  @Test
  void list_filters_mustAllHold() {
    assertThat(ids(ALL.withIdPrefix("b*"))).containsExactly("b*1", "b*3", "b*7");
    assertThat(ids(ALL.withVersion(3))).containsExactly("a:2");
    assertThat(ids(ALL.withInsertedSince(start.plusSeconds(7)))).containsExactly("a:8", "b*7");
    assertThat(ids(ALL.withInsertedSince(start.plusSeconds(7)).withIdPrefix("a")))
        .containsExactly("a:8");
    assertThat(ids(ALL.withId("a:2"))).containsExactly("a:2");
    assertThat(ids(ALL.withId("a:2").withVersion(4))).isEmpty();
    assertThat(ids(ALL.withId("a:2").withOffset(1))).isEmpty();
    assertThat(ids(ALL.withId("a:"))).isEmpty();
  }

  @Test
  void counts_nameEveryIdZeroIncluded() {
    List<DeltaCount> counts = follow(ALL.withLimit(2), store::listWithDeltaCounts);

    assertThat(counts)
        .extracting(count -> count.id() + "=" + count.count())
        .containsExactly(
            "a:0=0", "a:2=2", "a:4=0", "a:6=2", "a:8=0", "b*1=1", "b*3=3", "b*5=1", "b*7=3");
  }

  @Test
  void counts_filteredByVersion_areOfContextsAlone() {
    assertThat(store.listWithDeltaCounts(ALL.withVersion(4)).items())
        .containsExactly(new DeltaCount("b*3", 3));
  }

  @Test
  void counts_withoutContextAndDeltas_areNotListed() {
    store.deleteDeltas("b*5");

    assertThat(store.listWithDeltaCounts(ALL).items()).extracting(DeltaCount::id).hasSize(8);
  }

  @Test
  void deltas_anyLimitAndOrder_showEachDeltaOnce() {
    List<String> expected =
        List.of(
            "a:2@1", "a:2@2", "a:6@1", "a:6@2", "b*1@1", "b*3@1", "b*3@2", "b*3@3", "b*5@1",
            "b*7@1", "b*7@2", "b*7@3");
    List<String> reversed = new ArrayList<>(expected);
    Collections.reverse(reversed);

    for (int limit = 1; limit <= 13; limit++) {
      assertThat(deltas(ALL.withLimit(limit))).isEqualTo(expected);
      assertThat(deltas(ALL.withLimit(limit).reversed())).isEqualTo(reversed);
      assertThat(deltas(ALL.withLimit(limit).withOffset(4))).isEqualTo(expected.subList(4, 12));
    }
  }

  @Test
  void deltas_filters_areAboutTheDelta() {
    assertThat(deltas(ALL.withVersion(2))).containsExactly("a:2@2", "a:6@2", "b*3@2", "b*7@2");
    assertThat(deltas(ALL.withVersion(2).reversed().withLimit(1)))
        .containsExactly("b*7@2", "b*3@2", "a:6@2", "a:2@2");
    assertThat(deltas(ALL.withId("b*3").withLimit(1))).containsExactly("b*3@1", "b*3@2", "b*3@3");
    assertThat(deltas(ALL.withIdPrefix("b*").withInsertedSince(start.plusSeconds(6))))
        .containsExactly("b*7@1", "b*7@2", "b*7@3");
  }

  @Test
  void unreadableCursor_isRefused() {
    for (String cursor : List.of("", "?", "e30", "WzFd", "a.b")) {
      assertThatThrownBy(() -> store.listDeltas(ALL.from(cursor)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("is not one that a page of this listing gave");
    }
    assertThatThrownBy(() -> store.list(ALL.from("?"))).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void cursorOfAnotherListing_isRefused() {
    ContextQuery one = ALL.withLimit(1);
    ContextQuery fromDelta = one.from(store.listDeltas(one).cursor());
    ContextQuery fromContext = one.from(store.list(one).cursor());
    assertThat(store.listDeltas(fromDelta).items()).isNotEmpty();
    assertThat(store.list(fromContext).items()).isNotEmpty();
    assertThatThrownBy(() -> store.list(fromDelta)).hasMessageContaining("is not one that a page");
    assertThatThrownBy(() -> store.listWithDeltaCounts(fromDelta))
        .hasMessageContaining("is not one that a page");
    assertThatThrownBy(() -> store.listDeltas(fromContext))
        .hasMessageContaining("is not one that a page");
  }

  @Test
  void numbersOutOfRange_areRefused() {
    assertThatThrownBy(() -> ALL.withLimit(0)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> ALL.withLimit(10_001)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> ALL.withOffset(-1)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> ALL.withVersion(0)).isInstanceOf(InvalidRequestException.class);
  }
}
