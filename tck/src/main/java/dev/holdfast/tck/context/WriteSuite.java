package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Patch;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes that compute their deltas: set, update, transform, delete. */
public abstract class WriteSuite extends ContextSuite {

  /** For subclasses. */
  protected WriteSuite() {}

  private void assertUpdated(String before, String after, Patch patch) {
    contexts().set(ROOM, json(before));
    ContextChange change = contexts().update(ROOM, patch);
    assertThat(change.context().value()).isEqualTo(json(after));
    assertThat(change.delta()).isEqualTo(Delta.between(json(before), json(after)));
    assertThat(value(second(), ROOM)).isEqualTo(json(after));
  }

  @Test
  @Clause({"CTX-41", "CTX-47"})
  void aSet_storesTheNextVersionAndItsDelta() {
    Instant start = clock().advance(Duration.ofSeconds(1));
    ContextChange created = contexts().set(ROOM, json("{'a':1}"));
    Delta added = delta("{'a':{'action':'added','value':1}}");
    assertThat(created.delta()).isEqualTo(added);
    assertThat(second().get(ROOM)).contains(created.context());

    Instant later = clock().advance(Duration.ofSeconds(1));
    ContextChange replaced = second().set(ROOM, json("{'b':2}"));
    Delta replacing =
        delta("{'a':{'action':'removed','old_value':1},'b':{'action':'added','value':2}}");
    assertThat(replaced.delta()).isEqualTo(replacing);
    assertThat(replaced.context())
        .isEqualTo(new Context(ROOM, json("{'b':2}"), 2, replaced.context().tag(), later));
    assertThat(contexts().get(ROOM)).contains(replaced.context());
    assertThat(store().deltasAfter(ROOM, 0))
        .containsExactly(
            new ContextDelta(ROOM, added, 1, start), new ContextDelta(ROOM, replacing, 2, later));
    assertThat(created.context().version()).isEqualTo(1);
  }

  @Test
  @Clause("CTX-41")
  void aSetOfAnEmptyObject_createsAContext() {
    ContextChange created = contexts().set(ROOM, JsonObject.EMPTY);
    assertThat(created.context().version()).isEqualTo(1);
    assertThat(second().get(ROOM)).contains(created.context());
  }

  @Test
  @Clause("CTX-42")
  void aWriteThatChangesNothing_storesNothing() {
    Context current = contexts().set(ROOM, json("{'a':{'b':1}}")).context();
    clock().advance(Duration.ofSeconds(1));
    ContextChange nothing = new ContextChange(current, Delta.EMPTY);
    assertThat(contexts().set(ROOM, json("{'a':{'b':1}}"))).isEqualTo(nothing);
    assertThat(second().set(ROOM, json("{'a':{'b':1}}"))).isEqualTo(nothing);
    assertThat(contexts().update(ROOM, Patch.EMPTY)).isEqualTo(nothing);
    assertThat(contexts().update(ROOM, patch -> patch.set("a.b", 1).remove("c.d")))
        .isEqualTo(nothing);
    assertThat(contexts().transform(ROOM, value -> value)).isEqualTo(nothing);
    assertThat(second().get(ROOM)).contains(current);
    assertThat(versions(store(), ROOM)).containsExactly(1L);
  }

  @Test
  @Clause("CTX-43")
  void merging_goesIntoObjectsOnBothSides() {
    assertUpdated(
        "{'o':{'x':1,'y':{'z':1}},'s':1,'k':1}",
        "{'o':{'x':2,'y':{'z':1,'w':3}},'s':{'t':1},'k':1,'n':{'m':null}}",
        Patch.EMPTY.merge(json("{'o':{'x':2,'y':{'w':3}},'s':{'t':1},'n':{'m':null}}")));
    assertUpdated("{'o':{'x':1}}", "{'o':5}", Patch.EMPTY.merge(json("{'o':5}")));
    assertUpdated("{'o':{'x':1}}", "{'o':{'x':1}}", Patch.EMPTY.merge(json("{'o':{}}")));
  }

  @Test
  @Clause("CTX-43")
  void settingAndRemovingPaths_changesThoseAlone() {
    assertUpdated("{'a':1}", "{'a':1,'b':{'c':{'d':2}}}", Patch.EMPTY.set("b.c.d", 2));
    assertUpdated("{'a':{'b':1}}", "{'a':{'b':null}}", Patch.EMPTY.set("a.b", null));
    assertUpdated("{'a':{'b':1,'c':2}}", "{'a':{'c':2}}", Patch.EMPTY.remove("a.b"));
    assertUpdated("{'a':{'b':1}}", "{'a':{}}", Patch.EMPTY.remove("a.b"));
    assertUpdated(
        "{'a':1}", "{'b':{'x':1}}", Patch.EMPTY.set("b.x", 1).remove("a").remove("nothing.here"));
  }

  @Test
  @Clause("CTX-43")
  void aPatchWithAStepThatFails_changesNothing() {
    Context current = contexts().set(ROOM, json("{'a':1}")).context();
    Patch patch = Patch.EMPTY.set("b", 2).set("a.inside", 3);
    refused(ErrorCode.INVALID_REQUEST, () -> contexts().update(ROOM, patch));
    assertThat(second().get(ROOM)).contains(current);
    assertThat(versions(store(), ROOM)).containsExactly(1L);
  }

  @Test
  @Clause({"CTX-43", "CTX-44"})
  void withoutAContext_thereIsNothingToUpdate() {
    conflict(ErrorCode.HEAD_ABSENT, ROOM, () -> contexts().update(ROOM, Patch.EMPTY.set("a", 1)));
    conflict(ErrorCode.HEAD_ABSENT, ROOM, () -> contexts().transform(ROOM, value -> value));
    contexts().set(ROOM, json("{'a':1}"));
    second().delete(ROOM);
    conflict(ErrorCode.HEAD_ABSENT, ROOM, () -> contexts().update(ROOM, Patch.EMPTY.set("a", 1)));
  }

  @Test
  @Clause("CTX-44")
  void aTransformation_isCalledAgainWhenAnotherWriteWasFirst() {
    contexts().set(ROOM, json("{'n':1}"));
    int[] calls = {0};
    ContextChange change =
        contexts()
            .transform(
                ROOM,
                value -> {
                  if (calls[0]++ == 0) {
                    second().update(ROOM, patch -> patch.set("n", 10).set("other", true));
                  }
                  return value.with("n", value.integer("n") + 1);
                });
    assertThat(calls[0]).isEqualTo(2);
    assertThat(change.context().value()).isEqualTo(json("{'n':11,'other':true}"));
    assertThat(change.delta())
        .isEqualTo(delta("{'n':{'action':'modified','old_value':10,'value':11}}"));
    assertThat(second().get(ROOM)).contains(change.context());
    assertThat(versions(store(), ROOM)).containsExactly(1L, 2L, 3L);
  }

  @Test
  @Clause("CTX-45")
  void deleting_removesContextAndDeltas() {
    contexts().set(ROOM, json("{'a':1}"));
    contexts().set(ROOM, json("{'a':2}"));
    Context other = contexts().set("room:4", json("{'a':1}")).context();
    second().delete(ROOM);
    for (ContextSync each : List.of(contexts(), second())) {
      assertThat(each.get(ROOM)).isEmpty();
      assertThat(each.store().deltasAfter(ROOM, 0)).isEmpty();
    }
    assertThat(contexts().get("room:4")).contains(other);
    assertThat(versions(store(), "room:4")).containsExactly(1L);
    contexts().delete(ROOM);
    contexts().delete("never there");
  }

  @Test
  @Clause("CTX-45")
  void aContextCreatedAgain_goesOnAboveItsVersion() {
    contexts().set(ROOM, json("{'a':1}"));
    contexts().set(ROOM, json("{'a':2}"));
    contexts().delete(ROOM);
    ContextChange created = open(ContextSettings.DEFAULT).set(ROOM, json("{'a':2}"));
    assertThat(created.context().version()).isEqualTo(3);
    assertThat(created.delta()).isEqualTo(delta("{'a':{'action':'added','value':2}}"));
    contexts().delete(ROOM);
    assertThat(contexts().set(ROOM, json("{'a':1}")).context().version()).isGreaterThan(3);
    assertThat(versions(second().store(), ROOM)).hasSize(1);
  }
}
