package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Delta;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plain store's commit: a context and the delta that leads to it, in one step. */
public abstract class StoreCommitSuite extends ContextSuite {

  private static final Delta ADDED = delta("{'a':{'action':'added','value':1}}");
  private static final Delta MODIFIED =
      delta("{'a':{'action':'modified','old_value':1,'value':2}}");

  /** For subclasses. */
  protected StoreCommitSuite() {}

  @Test
  @Clause("CTX-11")
  void aCommit_storesContextAndDelta() {
    Instant start = clock().advance(Duration.ofSeconds(1));
    Context first = store().commit(ROOM, 0, json("{'a':1}"), ADDED);
    Instant later = clock().advance(Duration.ofSeconds(1));
    Context then = second().store().commit(ROOM, 1, json("{'a':2}"), MODIFIED);

    assertThat(first).isEqualTo(new Context(ROOM, json("{'a':1}"), 1, first.tag(), start));
    assertThat(then).isEqualTo(new Context(ROOM, json("{'a':2}"), 2, then.tag(), later));
    for (ContextStore each : List.of(store(), second().store())) {
      assertThat(each.get(ROOM)).contains(then);
      assertThat(each.deltasAfter(ROOM, 0))
          .containsExactly(
              new ContextDelta(ROOM, ADDED, 1, start), new ContextDelta(ROOM, MODIFIED, 2, later));
    }
  }

  @Test
  @Clause("CTX-11")
  void theVersionCommitted_isAboveAllThatWasThere() {
    store().set("deleted", json("{}"), 5);
    store().delete("deleted");
    assertThat(store().commit("deleted", 0, json("{'a':1}"), ADDED).version()).isEqualTo(6);

    store().setDelta("deltas", ADDED, 8);
    assertThat(store().commit("deltas", 0, json("{'a':1}"), ADDED).version()).isEqualTo(9);
    assertThat(versions(second().store(), "deltas")).containsExactly(8L, 9L);
  }

  @Test
  @Clause({"CTX-12", "CTX-11"})
  void aStaleExpectation_isRefusedAndNothingIsStored() {
    store().commit(ROOM, 0, json("{'a':1}"), ADDED);
    store().commit(ROOM, 1, json("{'a':2}"), MODIFIED);
    for (long expected : new long[] {0, 1, 3, Long.MAX_VALUE}) {
      assertThat(
              conflict(
                      ErrorCode.VERSION_CONFLICT,
                      ROOM,
                      () -> second().store().commit(ROOM, expected, json("{'a':3}"), ADDED))
                  .actual())
          .isEqualTo("2");
    }
  }

  @Test
  @Clause("CTX-12")
  void anExpectationWithoutAContext_isRefused() {
    conflict(ErrorCode.HEAD_ABSENT, ROOM, () -> store().commit(ROOM, 1, json("{}"), ADDED));
    store().set(ROOM, json("{}"), 4);
    store().delete(ROOM);
    conflict(ErrorCode.HEAD_ABSENT, ROOM, () -> store().commit(ROOM, 4, json("{}"), ADDED));
  }
}
