package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.CleanupReport;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.DeltaCount;
import dev.holdfast.context.Patch;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.SharedBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One cleanup: what is too old or too much goes, and nothing else. */
public abstract class CleanupSuite extends ContextSuite {

  private static final Duration TTL = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(1);
  private static final ContextSettings KEEP_ALL = ContextSettings.DEFAULT.withDeltaTtl(null);

  /** More than two pages of any size that an implementation would choose. */
  private static final int MANY = 520;

  /** For subclasses. */
  protected CleanupSuite() {}

  @Test
  @Clause({"CTX-70", "CTX-73"})
  void expiredContexts_areDeletedWithTheirDeltas() {
    ContextSync contexts = open(KEEP_ALL.withContextTtl(TTL));
    contexts.set("old", json("{'n':1}"));
    contexts.set("touched", json("{'n':1}"));
    store().setDelta("deltas alone", delta("{'a':{'action':'added','value':1}}"), 1);
    clock().advance(TICK);
    contexts.set("at the limit", json("{'n':1}"));
    clock().advance(TTL.minus(TICK));
    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(4, 0, 0));

    Context touched = second().set("touched", json("{'n':2}")).context();
    clock().advance(TICK);
    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(4, 1, 0));
    assertThat(contexts.get("old")).isEmpty();
    assertThat(second().store().deltasAfter("old", 0)).isEmpty();
    assertThat(contexts.get("touched")).contains(touched);
    assertThat(versions(second().store(), "touched")).containsExactly(1L, 2L);
    assertThat(value(second(), "at the limit")).isEqualTo(json("{'n':1}"));
    assertThat(versions(second().store(), "deltas alone")).containsExactly(1L);
    assertThat(contexts.set("old", json("{'n':1}")).context().version()).isEqualTo(2);
  }

  @Test
  @Clause("CTX-70")
  void aContextThatChangesMeanwhile_stays() {
    contexts().set(ROOM, json("{'n':1}"));
    clock().advance(TTL.plus(TICK));
    SharedBackend late =
        new SharedBackend(backend()) {
          @Override
          public CellPage list(ListQuery query, Deadline deadline) {
            CellPage page = super.list(query, deadline);
            contexts().update(ROOM, Patch.EMPTY.set("n", 2));
            return page;
          }
        };
    assertThat(open(late, KEEP_ALL.withContextTtl(TTL)).cleanup().contextsDeleted()).isZero();
    assertThat(value(second(), ROOM)).isEqualTo(json("{'n':2}"));
    assertThat(versions(second().store(), ROOM)).containsExactly(1L, 2L);
  }

  @Test
  @Clause({"CTX-71", "CTX-73"})
  void expiredDeltas_areDeletedWithoutTheirContexts() {
    ContextSync contexts = open(KEEP_ALL.withDeltaTtl(TTL));
    for (int n = 1; n <= 3; n++) {
      contexts.set(ROOM, JsonObject.of("n", n));
      clock().advance(TICK);
    }
    Context head = contexts.get(ROOM).orElseThrow();
    List<ContextDelta> deltas = store().deltasAfter(ROOM, 0);
    clock().set(deltas.get(1).insertedAt().plus(TTL));
    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(1, 0, 1));
    assertThat(second().store().deltasAfter(ROOM, 0)).isEqualTo(deltas.subList(1, 3));
    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(1, 0, 0));
    clock().advance(Duration.ofDays(1));
    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(1, 0, 1));
    assertThat(second().store().deltasAfter(ROOM, 0)).isEmpty();
    assertThat(second().get(ROOM)).contains(head);
  }

  @Test
  @Clause({"CTX-72", "CTX-73"})
  void deltasAboveTheNumberToKeep_areDeleted() {
    ContextSync contexts = open(KEEP_ALL.withDeltasKept(3L));
    for (int n = 1; n <= 20; n++) {
      contexts.set(ROOM, JsonObject.of("n", n));
    }
    contexts.set("short", json("{'n':1}"));
    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(2, 0, 1));
    assertThat(versions(second().store(), ROOM)).containsExactly(18L, 19L, 20L);
    assertThat(versions(second().store(), "short")).containsExactly(1L);
    assertThat(value(second(), ROOM)).isEqualTo(json("{'n':20}"));
    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(2, 0, 0));
  }

  @Test
  @Clause("CTX-73")
  void withoutRules_nothingIsDeleted() {
    ContextSync contexts = open(KEEP_ALL);
    for (int n = 1; n <= 5; n++) {
      contexts.set(ROOM, JsonObject.of("n", n));
    }
    clock().advance(Duration.ofDays(30));
    assertThat(contexts.cleanup()).isEqualTo(new CleanupReport(1, 0, 0));
    assertThat(value(second(), ROOM)).isEqualTo(json("{'n':5}"));
    assertThat(versions(second().store(), ROOM)).hasSize(5);
  }

  @Test
  @Clause("CTX-74")
  void aCleanup_goesThroughAllPages() {
    List<CompletableFuture<?>> sets = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      sets.add(contexts().setAsync("old " + i, JsonObject.of("i", i)).toCompletableFuture());
    }
    sets.forEach(CompletableFuture::join);
    clock().advance(TTL.plus(TICK));
    contexts().set("new", json("{'n':1}"));
    AtomicInteger pages = new AtomicInteger();
    SharedBackend counting =
        new SharedBackend(backend()) {
          @Override
          public CellPage list(ListQuery query, Deadline deadline) {
            pages.incrementAndGet();
            return super.list(query, deadline);
          }
        };
    ContextSync trimming = open(counting, KEEP_ALL.withDeltaTtl(TTL));
    assertThat(trimming.cleanup()).isEqualTo(new CleanupReport(MANY + 1, 0, MANY));
    assertThat(pages).as("pages, which this test needs to be several").hasValueGreaterThan(2);
    assertThat(all(second().store()::listWithDeltaCounts, ContextQuery.all()))
        .filteredOn(count -> count.count() > 0)
        .containsExactly(new DeltaCount("new", 1));

    assertThat(open(KEEP_ALL.withContextTtl(TTL)).cleanup())
        .isEqualTo(new CleanupReport(MANY + 1, MANY, 0));
    assertThat(all(second().store()::list, ContextQuery.all()))
        .extracting(Context::id)
        .containsExactly("new");
  }
}
