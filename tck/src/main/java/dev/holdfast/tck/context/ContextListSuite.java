package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.DeltaCount;
import dev.holdfast.context.Page;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listings of contexts and of delta counts: order, filters, pages, cursors. */
public abstract class ContextListSuite extends ContextSuite {

  private static final ContextQuery ALL = ContextQuery.all();
  private static final List<String> LOOK_ALIKES =
      List.of(
          "a",
          "a%",
          "a*",
          "a/",
          "a/%_",
          "a/b",
          "a/bc",
          "a:",
          "a:b",
          "a?",
          "aB",
          "a[b]",
          "a\\",
          "a_",
          "ab",
          "a{b}",
          "A",
          "{a}",
          "b",
          "ä",
          "a\u0301",
          "a\u0000",
          "a ",
          "\uffff",
          "\ud83d\ude00");

  /** For subclasses. */
  protected ContextListSuite() {}

  private List<String> ids(ContextQuery query) {
    return all(store()::list, query).stream().map(Context::id).toList();
  }

  private List<String> counted(ContextQuery query) {
    return all(store()::listWithDeltaCounts, query).stream().map(DeltaCount::id).toList();
  }

  private void assertBoth(ContextQuery query, List<String> expected) {
    assertThat(ids(query)).as("contexts of %s", query).isEqualTo(expected);
    assertThat(counted(query)).as("counts of %s", query).isEqualTo(expected);
  }

  private static List<String> reversed(List<String> ids) {
    List<String> reversed = new ArrayList<>(ids);
    Collections.reverse(reversed);
    return reversed;
  }

  @Test
  @Clause({"CTX-20", "CTX-24"})
  void ids_areListedInByteOrderEitherWay() {
    List<String> ids = new ArrayList<>(LOOK_ALIKES);
    Collections.shuffle(ids);
    ids.forEach(id -> store().set(id, JsonObject.of("id", id), 1));
    ids.sort(Comparator.comparing(Bytes::utf8));

    for (int limit : new int[] {1, 4, 1000}) {
      assertBoth(ALL.withLimit(limit), ids);
      assertBoth(ALL.withLimit(limit).reversed(), reversed(ids));
    }
    assertThat(all(second().store()::list, ALL))
        .isEqualTo(ids.stream().map(id -> store().get(id).orElseThrow()).toList());
  }

  @Test
  @Clause("CTX-21")
  void filters_mustAllHold() {
    Instant start = clock().instant();
    for (int i = 0; i < 12; i++) {
      String id = (i % 2 == 0 ? "even:" : "odd:") + (char) ('a' + i);
      store().set(id, JsonObject.of("i", i), 1 + i % 3);
      clock().advance(Duration.ofMillis(1));
    }
    assertBoth(ALL.withId("odd:b"), List.of("odd:b"));
    assertBoth(ALL.withId("odd:"), List.of());
    assertBoth(
        ALL.withIdPrefix("odd:"), List.of("odd:b", "odd:d", "odd:f", "odd:h", "odd:j", "odd:l"));
    assertBoth(ALL.withVersion(3), List.of("even:c", "even:i", "odd:f", "odd:l"));
    assertBoth(ALL.withVersion(4), List.of());
    assertBoth(ALL.withInsertedSince(start.plusMillis(10)), List.of("even:k", "odd:l"));
    assertBoth(ALL.withInsertedSince(start.plusMillis(12)), List.of());
    ContextQuery several =
        ALL.withIdPrefix("odd:").withVersion(3).withInsertedSince(start.plusMillis(5));
    assertBoth(several, List.of("odd:f", "odd:l"));
    assertBoth(several.reversed().withLimit(1), List.of("odd:l", "odd:f"));
    assertBoth(several.withInsertedSince(start.plusMillis(6)), List.of("odd:l"));
    assertBoth(several.withId("odd:f"), List.of("odd:f"));
    assertBoth(several.withId("odd:b"), List.of());
    assertBoth(ALL.withId("odd:f").withIdPrefix("even:"), List.of());
    assertBoth(ALL.withId("odd:f").withVersion(2), List.of());
    assertBoth(ALL.withId("odd:f").withInsertedSince(start.plusMillis(6)), List.of());
  }

  @Test
  @Clause("CTX-22")
  void aPrefix_isTakenLiterally() {
    LOOK_ALIKES.forEach(id -> store().set(id, JsonObject.EMPTY, 1));
    List<String> prefixes = new ArrayList<>(LOOK_ALIKES);
    prefixes.addAll(List.of("", "x", "%", "*"));
    for (String prefix : prefixes) {
      List<String> expected =
          LOOK_ALIKES.stream()
              .filter(id -> id.startsWith(prefix))
              .sorted(Comparator.comparing(Bytes::utf8))
              .toList();
      assertBoth(ALL.withIdPrefix(prefix), expected);
      assertBoth(ALL.withIdPrefix(prefix).withLimit(2).reversed(), reversed(expected));
    }
  }

  @Test
  @Clause("CTX-23")
  void anOffset_skipsWhatMatches() {
    for (char c = 'a'; c <= 't'; c++) {
      store().set(String.valueOf(c), JsonObject.EMPTY, 1 + c % 2);
    }
    List<String> odd = List.of("b", "d", "f", "h", "j", "l", "n", "p", "r", "t");
    for (int offset : new int[] {0, 1, 4, 9, 10, 11}) {
      for (int limit : new int[] {1, 3, 20}) {
        ContextQuery query = ALL.withVersion(1).withLimit(limit).withOffset(offset);
        int from = Math.min(offset, 10);
        assertBoth(query, odd.subList(from, 10));
        assertThat(store().list(query).items())
            .hasSize(Math.min(limit, 10 - from))
            .extracting(Context::id)
            .isEqualTo(odd.subList(from, Math.min(10, from + limit)));
        assertBoth(query.reversed(), reversed(odd.subList(0, 10 - from)));
      }
    }
    assertBoth(ALL.withId("b").withOffset(1), List.of());
  }

  @Test
  @Clause("CTX-24")
  void underChange_whatStaysIsListedExactlyOnce() {
    List<String> stay = IntStream.range(10, 40).mapToObj(i -> "stays " + i).toList();
    stay.forEach(id -> store().set(id, JsonObject.EMPTY, 1));
    for (boolean descending : new boolean[] {false, true}) {
      List<String> seen = new ArrayList<>();
      ContextQuery query = descending ? ALL.reversed().withLimit(4) : ALL.withLimit(4);
      Page<Context> page = store().list(query);
      for (int step = 1; step < 100; step++) {
        page.items().forEach(context -> seen.add(context.id()));
        contexts().set("before " + step, JsonObject.of("step", step));
        contexts().set("stays 20 and " + step, JsonObject.of("step", step));
        contexts().set("zz " + step, JsonObject.of("step", step));
        contexts().set(stay.get(step % stay.size()), JsonObject.of("step", step));
        String last = seen.get(seen.size() - 1);
        if (!stay.contains(last)) {
          contexts().delete(last);
        }
        if (page.cursor() == null) {
          break;
        }
        page = second().store().list(query.from(page.cursor()));
      }
      assertThat(page.cursor()).isNull();
      assertThat(seen).doesNotHaveDuplicates().containsAll(stay);
      List<String> sorted = new ArrayList<>(seen);
      sorted.sort(Comparator.comparing(Bytes::utf8));
      assertThat(seen).isEqualTo(descending ? reversed(sorted) : sorted);
    }
  }

  @Test
  @Clause("CTX-25")
  void queriesThatMakeNoSense_areRefused() {
    refused(ErrorCode.INVALID_REQUEST, () -> ALL.withLimit(0));
    refused(ErrorCode.INVALID_REQUEST, () -> ALL.withLimit(10_001));
    refused(ErrorCode.INVALID_REQUEST, () -> ALL.withOffset(-1));
    refused(ErrorCode.INVALID_REQUEST, () -> ALL.withVersion(0));
    ContextQuery strange = ALL.from("not a cursor!");
    refused(ErrorCode.INVALID_REQUEST, () -> store().list(strange));
    refused(ErrorCode.INVALID_REQUEST, () -> store().listWithDeltaCounts(strange));
    refused(ErrorCode.INVALID_REQUEST, () -> store().listDeltas(strange));
    refused(ErrorCode.INVALID_REQUEST, () -> store().listDeltas(ALL.from("AAAA")));
    refused(ErrorCode.INVALID_REQUEST, () -> store().list(strange.withId(ROOM)));
    assertThat(store().list(ALL.withLimit(10_000)).items()).isEmpty();
  }

  @Test
  @Clause("CTX-25")
  void theCursorOfAnotherListing_isRefused() {
    for (String id : List.of("a", "b", "c")) {
      contexts().set(id, JsonObject.of("n", 1));
    }
    ContextQuery one = ALL.withLimit(1);
    ContextQuery behindContext = one.from(store().list(one).cursor());
    ContextQuery behindDelta = one.from(store().listDeltas(one).cursor());
    assertThat(store().list(behindContext).items()).isNotEmpty();
    assertThat(store().listDeltas(behindDelta).items()).isNotEmpty();
    refused(ErrorCode.INVALID_REQUEST, () -> store().list(behindDelta));
    refused(ErrorCode.INVALID_REQUEST, () -> store().listWithDeltaCounts(behindDelta));
    refused(ErrorCode.INVALID_REQUEST, () -> store().listDeltas(behindContext));
    ContextQuery otherContexts = behindContext.withIdPrefix("b");
    refused(ErrorCode.INVALID_REQUEST, () -> store().list(otherContexts));
    refused(ErrorCode.INVALID_REQUEST, () -> store().listWithDeltaCounts(otherContexts));
    refused(ErrorCode.INVALID_REQUEST, () -> store().listDeltas(behindDelta.withIdPrefix("b")));
  }

  @Test
  @Clause("CTX-26")
  void counts_nameEveryIdWithAContextOrDeltas() {
    Instant start = clock().advance(Duration.ofSeconds(1));
    store().set("context alone", JsonObject.EMPTY, 3);
    for (int n = 1; n <= 20; n++) {
      store().setDelta("deltas alone", delta("{'a':{'action':'added','value':1}}"), n);
      contexts().set("both", JsonObject.of("n", n));
    }
    contexts().set("trimmed", JsonObject.of("n", 1));
    store().retainLatestDeltas("trimmed", 0);
    contexts().set("deleted", JsonObject.of("n", 1));
    contexts().delete("deleted");
    contexts().set("context deleted", JsonObject.of("n", 1));
    store().delete("context deleted");
    contexts().set("both deleted", JsonObject.of("n", 1));
    store().delete("both deleted");
    store().deleteDeltas("both deleted");
    store().retainLatestDeltas("deltas alone", 7);

    List<DeltaCount> expected =
        List.of(
            new DeltaCount("both", 20),
            new DeltaCount("context alone", 0),
            new DeltaCount("context deleted", 1),
            new DeltaCount("deltas alone", 7),
            new DeltaCount("trimmed", 0));
    for (int limit : new int[] {1, 2, 100}) {
      assertThat(all(second().store()::listWithDeltaCounts, ALL.withLimit(limit)))
          .isEqualTo(expected);
    }
    assertThat(counted(ALL.withInsertedSince(start)))
        .containsExactly("both", "context alone", "trimmed");
    assertThat(counted(ALL.withVersion(20))).containsExactly("both");
    assertThat(counted(ALL.withVersion(2))).isEmpty();
    assertThat(counted(ALL.withId("deltas alone"))).containsExactly("deltas alone");
    assertThat(counted(ALL.withId("both deleted"))).isEmpty();
  }
}
