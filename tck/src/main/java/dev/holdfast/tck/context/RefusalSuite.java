package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Patch;
import dev.holdfast.context.Position;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.HostileNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Names, bad input and closed contexts: the documented error, and nothing is lost. */
public abstract class RefusalSuite extends ContextSuite {

  private static final Patch PATCH = Patch.EMPTY.set("a", 1);

  /** For subclasses. */
  protected RefusalSuite() {}

  /** Returns every call of the contexts that concerns one id. */
  private static List<ThrowingCallable> calls(ContextSync contexts, String id) {
    ContextStore store = contexts.store();
    return List.of(
        () -> contexts.set(id, JsonObject.EMPTY),
        () -> contexts.update(id, PATCH),
        () -> contexts.transform(id, value -> value),
        () -> join(contexts.setAsync(id, JsonObject.EMPTY)),
        () -> join(contexts.updateAsync(id, PATCH)),
        () -> contexts.get(id),
        () -> join(contexts.getAsync(id)),
        () -> contexts.delete(id),
        () -> contexts.sync(id, Position.NONE),
        () -> join(contexts.syncAsync(id, Position.NONE)),
        () -> store.set(id, JsonObject.EMPTY, 1),
        () -> store.get(id),
        () -> store.delete(id),
        () -> store.setDelta(id, Delta.EMPTY, 1),
        () -> store.deltasAfter(id, 0),
        () -> store.deleteDeltas(id),
        () -> store.deleteDeltasOlderThan(id, Instant.EPOCH),
        () -> store.retainLatestDeltas(id, 1),
        () -> store.list(ContextQuery.all().withId(id)),
        () -> store.listWithDeltaCounts(ContextQuery.all().withId(id)),
        () -> store.listDeltas(ContextQuery.all().withId(id)),
        () -> store.commit(id, 0, JsonObject.EMPTY, Delta.EMPTY));
  }

  private static void join(CompletionStage<?> stage) throws Throwable {
    try {
      stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }

  @Test
  @Clause("CTX-90")
  void asynchronousCallsThatAreRefused_failTheirStage() {
    List<CompletionStage<?>> stages =
        List.of(
            contexts().setAsync("", JsonObject.EMPTY),
            contexts().updateAsync("", PATCH),
            contexts().getAsync(""),
            contexts().syncAsync("", Position.NONE));
    for (CompletionStage<?> stage : stages) {
      refused(ErrorCode.INVALID_NAME, () -> join(stage));
    }
  }

  @Test
  @Clause("CTX-90")
  void idsThatAreNone_areRefusedByEveryCall() {
    Context other = contexts().set(ROOM, json("{'a':1}")).context();
    for (String id : List.of("", "x".repeat(513), "ä".repeat(257), "half \ud83d")) {
      for (ThrowingCallable call : calls(contexts(), id)) {
        refused(ErrorCode.INVALID_NAME, call);
      }
    }
    assertThat(all(store()::list, ContextQuery.all())).containsExactly(other);
  }

  @Test
  @Clause("CTX-90")
  void allIds_areKeptApart() {
    List<String> ids = HostileNames.upTo(512);
    for (int i = 0; i < ids.size(); i++) {
      contexts().set(ids.get(i), JsonObject.of("i", i));
    }
    for (int i = 0; i < ids.size(); i++) {
      assertThat(value(second(), ids.get(i))).isEqualTo(JsonObject.of("i", i));
      assertThat(store().deltasAfter(ids.get(i), 0)).hasSize(1);
    }
    contexts().delete(ids.get(0));
    assertThat(all(store()::list, ContextQuery.all())).hasSize(ids.size() - 1);
  }

  @Test
  @Clause("CTX-91")
  void anyText_isKeptInKeysAndValues() {
    JsonObject value = JsonObject.of("\u0000", "\u0000", "", "a\u0000b", "\ud83d\ude00", "\uffff");
    Context stored = contexts().set(ROOM, JsonObject.of("old", 1)).context();
    contexts().set(ROOM, value);
    assertThat(value(second(), ROOM)).isEqualTo(value);
    assertThat(open(ContextSettings.DEFAULT).sync(ROOM, stored.position()).applyTo(stored.value()))
        .isEqualTo(value);
    refused(ErrorCode.INVALID_JSON, () -> JsonObject.of("half", "\ud83d"));
    refused(ErrorCode.INVALID_JSON, () -> JsonObject.parse("{\"a\":"));
  }

  @Test
  @Clause("CTX-92")
  void afterClose_everyCallIsRefusedAndNothingIsLost() {
    Holdfast closing = holdfast(backend());
    ContextSync contexts = session().target().seen(closing.contexts("rooms"));
    Context last = contexts.set(ROOM, json("{'a':1}")).context();
    closing.close();
    List<ThrowingCallable> calls = new ArrayList<>(calls(contexts, ROOM));
    calls.add(contexts::cleanup);
    calls.add(() -> contexts.scheduleCleanup(Duration.ofDays(1)));
    calls.add(() -> contexts.store().list(ContextQuery.all()));
    calls.add(() -> contexts.store().listDeltas(ContextQuery.all()));
    calls.add(() -> closing.contexts("rooms"));
    for (ThrowingCallable call : calls) {
      refused(ErrorCode.CLOSED, call);
    }
    assertThat(contexts().get(ROOM)).contains(last);
    assertThat(versions(store(), ROOM)).containsExactly(1L);
  }

  @Test
  @Clause("CTX-93")
  void contextsOfTwoNames_shareNothing() {
    Holdfast holdfast = holdfast(backend());
    Function<String, ContextSync> open = name -> session().target().seen(holdfast.contexts(name));
    List<String> names = List.of("rooms", "Rooms", "rooms ", "rooms:42", "\u0000");
    for (String name : names) {
      open.apply(name).set(ROOM, JsonObject.of("in", name));
    }
    for (String name : names) {
      assertThat(value(open.apply(name), ROOM)).isEqualTo(JsonObject.of("in", name));
      assertThat(all(open.apply(name).store()::list, ContextQuery.all())).hasSize(1);
    }
    open.apply("rooms").delete(ROOM);
    assertThat(value(open.apply("Rooms"), ROOM)).isEqualTo(JsonObject.of("in", "Rooms"));
    for (String name : List.of("", "x".repeat(129), "\ud83d")) {
      refused(ErrorCode.INVALID_NAME, () -> holdfast.contexts(name));
    }
  }

  @Test
  @Clause("CTX-93")
  void contextsOpenedAgain_mustHaveTheirSettings() {
    Holdfast holdfast = holdfast(backend());
    ContextSettings settings = ContextSettings.DEFAULT.withDeltaThreshold(3);
    ContextSync contexts = holdfast.contexts("rooms", settings);
    assertThat(holdfast.contexts("rooms", settings)).isSameAs(contexts);
    assertThat(holdfast.contexts("rooms")).isSameAs(contexts);
    refused(ErrorCode.INVALID_REQUEST, () -> holdfast.contexts("rooms", ContextSettings.DEFAULT));
    refused(ErrorCode.INVALID_REQUEST, () -> settings.withDeltaThreshold(-1));
    refused(ErrorCode.INVALID_REQUEST, () -> settings.withContextTtl(Duration.ZERO));
    refused(ErrorCode.INVALID_REQUEST, () -> settings.withDeltasKept(-1L));
  }
}
