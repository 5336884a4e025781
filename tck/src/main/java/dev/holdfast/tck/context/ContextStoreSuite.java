package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Delta;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plain store's contexts: set, get, delete, and their versions. */
public abstract class ContextStoreSuite extends ContextSuite {

  private static final Delta SOME = delta("{'a':{'action':'added','value':1}}");

  /** For subclasses. */
  protected ContextStoreSuite() {}

  @Test
  @Clause("CTX-01")
  void aContext_isReadBackAsItWasSet() {
    JsonObject value =
        json("{'n':9007199254740993,'d':1.0,'null':null,'list':[1,[],{}],'o':{'':'','ä':'é'}}");
    Instant now = clock().advance(Duration.ofSeconds(5));
    Context stored = store().set(ROOM, value, 3);
    clock().advance(Duration.ofSeconds(5));

    assertThat(stored).isEqualTo(new Context(ROOM, value, 3, stored.tag(), now));
    assertThat(store().get(ROOM)).contains(stored);
    assertThat(second().store().get(ROOM)).contains(stored);
    assertThat(stored.value().toString()).isEqualTo(value.toString());
  }

  @Test
  @Clause("CTX-01")
  void aHigherVersion_replacesTheContext() {
    Context before = store().set(ROOM, json("{'a':1,'b':2}"), 1);
    assertThat(second().store().get(ROOM)).contains(before);
    Instant now = clock().advance(Duration.ofSeconds(1));
    Context after = store().set(ROOM, json("{'b':3}"), 5);

    assertThat(after.insertedAt()).isEqualTo(now);
    assertThat(after.tag()).isNotEqualTo(before.tag());
    for (ContextStore each : List.of(store(), second().store())) {
      assertThat(each.get(ROOM)).contains(after);
    }
  }

  @Test
  @Clause("CTX-02")
  void aStaleVersion_isRefused() {
    Context current = store().set(ROOM, json("{'a':1}"), 5);
    for (long stale : new long[] {1, 4, 5}) {
      assertThat(
              conflict(
                      ErrorCode.VERSION_CONFLICT,
                      ROOM,
                      () -> store().set(ROOM, json("{'a':2}"), stale))
                  .actual())
          .isEqualTo("5");
    }
    assertThat(second().store().get(ROOM)).contains(current);
  }

  @Test
  @Clause("CTX-02")
  void theSameVersionWithAnEqualValue_changesNothing() {
    Context current = store().set(ROOM, json("{'a':1,'b':{'c':2}}"), 5);
    clock().advance(Duration.ofSeconds(1));
    store().setDelta(ROOM, SOME, 5);

    assertThat(store().set(ROOM, json("{'a':1,'b':{'c':2}}"), 5)).isEqualTo(current);
    assertThat(store().set(ROOM, json("{'b':{'c':2},'a':1}"), 5)).isEqualTo(current);
    assertThat(second().store().get(ROOM)).contains(current);
  }

  @Test
  @Clause({"CTX-02", "CTX-04"})
  void aDeletedContext_leavesItsVersionBehind() {
    store().set(ROOM, json("{'a':1}"), 5);
    store().delete(ROOM);

    assertThat(
            conflict(
                    ErrorCode.VERSION_CONFLICT,
                    ROOM,
                    () -> second().store().set(ROOM, json("{'a':1}"), 5))
                .actual())
        .isEqualTo("5");
    assertThat(store().set(ROOM, json("{'b':1}"), 6).version()).isEqualTo(6);
    assertThat(value(second(), ROOM)).isEqualTo(json("{'b':1}"));
  }

  @Test
  @Clause("CTX-03")
  void anIdWithoutContext_hasNone() {
    assertThat(store().get(ROOM)).isEmpty();
    store().setDelta(ROOM, SOME, 1);
    assertThat(store().get(ROOM)).isEmpty();
    store().set("empty", JsonObject.EMPTY, 1);
    assertThat(value(contexts(), "empty")).isEqualTo(JsonObject.EMPTY);
    assertThat(store().get("EMPTY")).isEmpty();
  }

  @Test
  @Clause("CTX-04")
  void deletingAContext_leavesItsDeltasAndAllElse() {
    store().set(ROOM, json("{'a':1}"), 2);
    var kept = List.of(store().setDelta(ROOM, SOME, 1), store().setDelta(ROOM, SOME, 2));
    Context other = store().set("room:4", json("{'a':1}"), 2);
    store().delete(ROOM);

    for (ContextStore each : List.of(store(), second().store())) {
      assertThat(each.get(ROOM)).isEmpty();
      assertThat(each.deltasAfter(ROOM, 0)).isEqualTo(kept);
      assertThat(each.get("room:4")).contains(other);
    }
    store().delete(ROOM);
    store().delete("never there");
    assertThat(store().deltasAfter(ROOM, 0)).isEqualTo(kept);
  }

  @Test
  @Clause("CTX-13")
  void versions_areExactOverTheWholeRange() {
    List<Long> versions =
        List.of(1L, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE);
    for (long version : versions) {
      store().set(ROOM, JsonObject.of("is", version), version);
      store().setDelta(ROOM, SOME, version);
      assertThat(second().get(ROOM).orElseThrow().version()).isEqualTo(version);
    }
    assertThat(versions(second().store(), ROOM)).isEqualTo(versions);
    assertThat(store().deltasAfter(ROOM, 1L << 53)).hasSize(3);
  }

  @Test
  @Clause("CTX-13")
  void versionsOutOfRange_areRefused() {
    for (long version : new long[] {0, -1, Long.MIN_VALUE}) {
      refused(ErrorCode.INVALID_REQUEST, () -> store().set(ROOM, json("{}"), version));
      refused(ErrorCode.INVALID_REQUEST, () -> store().setDelta(ROOM, SOME, version));
    }
    refused(ErrorCode.INVALID_REQUEST, () -> store().deltasAfter(ROOM, -1));
    refused(ErrorCode.INVALID_REQUEST, () -> store().commit(ROOM, -1, json("{}"), Delta.EMPTY));
    assertThat(store().get(ROOM)).isEmpty();

    Context last = store().set(ROOM, json("{}"), Long.MAX_VALUE);
    refused(ErrorCode.LIMIT_EXCEEDED, () -> contexts().set(ROOM, json("{'a':1}")));
    refused(
        ErrorCode.LIMIT_EXCEEDED,
        () -> store().commit(ROOM, Long.MAX_VALUE, json("{'a':1}"), SOME));
    assertThat(store().get(ROOM)).contains(last);
  }
}
