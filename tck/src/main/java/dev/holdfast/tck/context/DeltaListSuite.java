package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.Page;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listings of deltas over all ids: order, filters, pages, cursors. */
public abstract class DeltaListSuite extends ContextSuite {

  private static final ContextQuery ALL = ContextQuery.all();
  private static final Comparator<ContextDelta> ORDER =
      Comparator.<ContextDelta, Bytes>comparing(delta -> Bytes.utf8(delta.id()))
          .thenComparing(ContextDelta::version);

  private final List<ContextDelta> stored = new ArrayList<>();

  /** For subclasses. */
  protected DeltaListSuite() {}

  /** Stores deltas of several ids, of versions 2, 5, 8 and so on, a millisecond apart. */
  @BeforeEach
  final void storeDeltas() {
    for (int n = 0; n < 9; n++) {
      for (String id : List.of("b", "a", "a:b", "\ud83d\ude00", "\uffff")) {
        if (n < 3 || id.startsWith("a")) {
          var delta = delta("{'n':{'action':'added','value':%d}}".formatted(n));
          stored.add(store().setDelta(id, delta, 2 + 3 * n));
          clock().advance(Duration.ofMillis(1));
        }
      }
    }
    store().set("a", JsonObject.of("only", "the context"), 30);
    store().set("no deltas", JsonObject.EMPTY, 2);
    stored.sort(ORDER);
  }

  private void assertListed(ContextQuery query, Predicate<ContextDelta> expected) {
    List<ContextDelta> matching = new ArrayList<>(stored.stream().filter(expected).toList());
    for (int limit : new int[] {1, 4, 1000}) {
      assertThat(all(store()::listDeltas, query.withLimit(limit)))
          .as("deltas of %s, %d at a time", query, limit)
          .isEqualTo(matching);
      List<ContextDelta> reversed = new ArrayList<>(matching);
      Collections.reverse(reversed);
      assertThat(all(second().store()::listDeltas, query.withLimit(limit).reversed()))
          .as("deltas of %s reversed, %d at a time", query, limit)
          .isEqualTo(reversed);
    }
  }

  @Test
  @Clause({"CTX-20", "CTX-24", "CTX-27"})
  void deltas_areListedByIdAndVersion() {
    assertListed(ALL, delta -> true);
  }

  @Test
  @Clause({"CTX-21", "CTX-27"})
  void filters_areAboutTheDeltas() {
    Instant middle = stored.get(5).insertedAt();
    assertListed(ALL.withId("a"), delta -> delta.id().equals("a"));
    assertListed(ALL.withId("no deltas"), delta -> false);
    assertListed(ALL.withIdPrefix("a"), delta -> delta.id().startsWith("a"));
    assertListed(ALL.withVersion(8), delta -> delta.version() == 8);
    assertListed(ALL.withVersion(30), delta -> false);
    assertListed(ALL.withInsertedSince(middle), delta -> !delta.insertedAt().isBefore(middle));
    assertListed(
        ALL.withIdPrefix("a:").withVersion(5).withInsertedSince(middle),
        delta ->
            delta.id().startsWith("a:")
                && delta.version() == 5
                && !delta.insertedAt().isBefore(middle));
    assertListed(ALL.withId("a").withIdPrefix("a:"), delta -> false);
  }

  @Test
  @Clause("CTX-23")
  void anOffset_skipsWhatMatches() {
    List<ContextDelta> matching =
        stored.stream().filter(delta -> delta.id().startsWith("a")).toList();
    for (int offset : new int[] {0, 1, 8, 9, 17, 18, 19}) {
      ContextQuery query = ALL.withIdPrefix("a").withOffset(offset).withLimit(5);
      assertThat(all(store()::listDeltas, query))
          .isEqualTo(matching.subList(Math.min(offset, 18), 18));
    }
  }

  @Test
  @Clause("CTX-24")
  void underChange_whatStaysIsListedExactlyOnce() {
    for (boolean descending : new boolean[] {false, true}) {
      List<ContextDelta> seen = new ArrayList<>();
      ContextQuery query = descending ? ALL.reversed().withLimit(3) : ALL.withLimit(3);
      Page<ContextDelta> page = store().listDeltas(query);
      for (int step = 1; step < 100; step++) {
        seen.addAll(page.items());
        contexts().set("0 " + step, JsonObject.of("step", step));
        contexts().set("a:a " + step, JsonObject.of("step", step));
        contexts().set("zz " + step, JsonObject.of("step", step));
        String last = seen.get(seen.size() - 1).id();
        if (stored.stream().noneMatch(delta -> delta.id().equals(last))) {
          contexts().delete(last);
        }
        if (page.cursor() == null) {
          break;
        }
        page = second().store().listDeltas(query.from(page.cursor()));
      }
      assertThat(page.cursor()).isNull();
      assertThat(seen).doesNotHaveDuplicates().containsAll(stored);
      assertThat(seen).isSortedAccordingTo(descending ? ORDER.reversed() : ORDER);
    }
  }

  @Test
  @Clause("CTX-24")
  void aCursor_leadsOnWhereDeltasWereTrimmed() {
    Page<ContextDelta> page = store().listDeltas(ALL.withId("a").withLimit(2));
    assertThat(page.items()).isEqualTo(stored.subList(0, 2));
    store().retainLatestDeltas("a", 3);
    assertThat(all(store()::listDeltas, ALL.withId("a").withLimit(2).from(page.cursor())))
        .isEqualTo(stored.subList(6, 9));
  }
}
