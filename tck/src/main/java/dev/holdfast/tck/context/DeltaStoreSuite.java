package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Delta;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plain store's deltas: stored, read after a version, deleted, trimmed. */
public abstract class DeltaStoreSuite extends ContextSuite {

  /** For subclasses. */
  protected DeltaStoreSuite() {}

  private static Delta step(long n) {
    return Delta.between(JsonObject.of("n", n - 1), JsonObject.of("n", n));
  }

  /** Stores deltas at versions 1 to {@code count}, a second apart, and returns them. */
  private List<ContextDelta> steps(String id, int count) {
    List<ContextDelta> steps = new ArrayList<>();
    for (long n = 1; n <= count; n++) {
      clock().advance(Duration.ofSeconds(1));
      steps.add(store().setDelta(id, step(n), n));
    }
    return steps;
  }

  private void assertDeltas(String id, List<ContextDelta> expected) {
    for (ContextStore each : List.of(store(), second().store())) {
      assertThat(each.deltasAfter(id, 0)).isEqualTo(expected);
    }
  }

  @Test
  @Clause("CTX-05")
  void aDelta_isReadBackAsItWasStored() {
    Delta every =
        delta(
            """
            {'a':{'action':'added','value':{'x':[1,null]}},
             'b':{'action':'removed','old_value':null},
             'c':{'d':{'action':'modified','old_value':1,'value':1.0}}}
            """);
    Instant now = clock().advance(Duration.ofSeconds(1));
    ContextDelta stored = store().setDelta(ROOM, every, 7);
    clock().advance(Duration.ofSeconds(1));

    assertThat(stored).isEqualTo(new ContextDelta(ROOM, every, 7, now));
    assertDeltas(ROOM, List.of(stored));
    Context context = store().set(ROOM, json("{'a':1}"), 2);
    assertDeltas(ROOM, List.of(stored));
    assertThat(store().get(ROOM)).contains(context);
  }

  @Test
  @Clause("CTX-06")
  void aStaleDelta_isRefused() {
    List<ContextDelta> stored =
        List.of(store().setDelta(ROOM, step(1), 3), store().setDelta(ROOM, step(2), 6));
    clock().advance(Duration.ofSeconds(1));
    for (long stale : new long[] {1, 3, 5, 6}) {
      conflict(
          ErrorCode.OFFSET_CONFLICT, ROOM, () -> second().store().setDelta(ROOM, step(9), stale));
    }
    store().set(ROOM, JsonObject.EMPTY, 1);
    assertThat(store().setDelta(ROOM, step(2), 6)).isEqualTo(stored.get(1));
    assertDeltas(ROOM, stored);
  }

  @Test
  @Clause("CTX-06")
  void aDeltaThatAnUpdateStored_mayBeStoredAgain() {
    contexts().set(ROOM, json("{'n':1}"));
    var change = contexts().set(ROOM, json("{'n':2}"));
    List<ContextDelta> stored = store().deltasAfter(ROOM, 0);
    store().setDelta(ROOM, change.delta(), change.context().version());
    assertDeltas(ROOM, stored);
  }

  @Test
  @Clause("CTX-07")
  void deltasAfterAVersion_areThoseAboveIt() {
    assertThat(store().deltasAfter(ROOM, 0)).isEmpty();
    List<ContextDelta> steps = steps(ROOM, 12);
    steps("room:4", 3);
    for (int after = 0; after <= 13; after++) {
      List<ContextDelta> expected = steps.subList(Math.min(after, 12), 12);
      assertThat(store().deltasAfter(ROOM, after)).as("after %d", after).isEqualTo(expected);
      assertThat(second().store().deltasAfter(ROOM, after)).isEqualTo(expected);
    }
    assertThat(store().deltasAfter(ROOM, Long.MAX_VALUE)).isEmpty();
    assertThat(store().deltasAfter("room:421", 0)).isEmpty();
    store().set("no deltas", json("{}"), 1);
    assertThat(store().deltasAfter("no deltas", 0)).isEmpty();
  }

  @Test
  @Clause("CTX-08")
  void deletingDeltas_removesAllOfThemAndNothingElse() {
    Context context = store().set(ROOM, json("{'n':9}"), 9);
    steps(ROOM, 9);
    List<ContextDelta> others = steps("room:4", 3);
    store().deleteDeltas(ROOM);

    assertDeltas(ROOM, List.of());
    assertDeltas("room:4", others);
    assertThat(second().store().get(ROOM)).contains(context);
    store().deleteDeltas(ROOM);
    store().deleteDeltas("never there");
    assertThat(store().get("never there")).isEmpty();
  }

  @Test
  @Clause("CTX-09")
  void deletingOlderDeltas_comparesTimeStrictly() {
    List<ContextDelta> steps = steps(ROOM, 6);
    List<ContextDelta> others = steps("room:4", 2);
    Instant third = steps.get(2).insertedAt();

    store().deleteDeltasOlderThan(ROOM, steps.get(0).insertedAt());
    assertDeltas(ROOM, steps);
    store().deleteDeltasOlderThan(ROOM, third);
    assertDeltas(ROOM, steps.subList(2, 6));
    store().deleteDeltasOlderThan(ROOM, third.plusMillis(1));
    assertDeltas(ROOM, steps.subList(3, 6));
    store().deleteDeltasOlderThan(ROOM, clock().instant().plusSeconds(60));
    assertDeltas(ROOM, List.of());
    store().deleteDeltasOlderThan("never there", clock().instant());
    assertDeltas("room:4", others);
  }

  @Test
  @Clause("CTX-10")
  void retaining_keepsTheNewest() {
    List<ContextDelta> steps = steps(ROOM, 20);
    List<ContextDelta> others = steps("room:4", 2);
    for (int count : new int[] {25, 20, 12, 3, 3, 1}) {
      store().retainLatestDeltas(ROOM, count);
      assertDeltas(ROOM, steps.subList(Math.max(0, 20 - count), 20));
    }
    store().retainLatestDeltas(ROOM, 0);
    assertDeltas(ROOM, List.of());
    assertDeltas("room:4", others);
    store().retainLatestDeltas("never there", 1);
    refused(ErrorCode.INVALID_REQUEST, () -> store().retainLatestDeltas("room:4", -1));
    assertDeltas("room:4", others);
  }
}
