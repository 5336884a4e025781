package dev.holdfast.tck.context;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Patch;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Limits;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.SharedBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contexts and deltas at and above what the backend takes. */
public abstract class SizeSuite extends ContextSuite {

  /** A limit that tests reach in no time, for backends that take more. */
  private static final int MOST_BYTES = 64 << 10;

  private int most;
  private @Nullable ContextSync limited;

  /** For subclasses. */
  protected SizeSuite() {}

  @BeforeEach
  final void openLimited() {
    BackendInfo info = backend().info();
    Limits limits = info.limits();
    most = Math.min(MOST_BYTES, limits.maxValueBytes());
    Limits fewer =
        new Limits(
            most,
            limits.maxCommitBytes(),
            limits.maxMutations(),
            limits.maxPage(),
            limits.maxReadBytes(),
            limits.maxTrimEntries(),
            limits.retryHorizon(),
            limits.writerRetention(),
            limits.tombstoneRetention());
    SharedBackend backend =
        new SharedBackend(backend()) {
          @Override
          public BackendInfo info() {
            return new BackendInfo(info.name(), info.engine(), info.capabilities(), fewer);
          }
        };
    limited = open(backend, ContextSettings.DEFAULT);
  }

  private ContextSync limited() {
    return requireNonNull(limited);
  }

  /** Returns an object that is written in exactly so many bytes. */
  private static JsonObject ofSize(int bytes, String letter) {
    JsonObject empty = JsonObject.of("v", "");
    return JsonObject.of("v", letter.repeat(bytes - empty.toUtf8().length()));
  }

  @Test
  @Clause("CTX-48")
  void aDeltaThatIsTooLarge_isLeftOut() {
    Context before = limited().set(ROOM, ofSize(most * 3 / 4, "x")).context();
    Context after = limited().set(ROOM, ofSize(most * 3 / 4, "y")).context();

    assertThat(second().get(ROOM)).contains(after);
    assertThat(versions(second().store(), ROOM)).doesNotContain(after.version());
    ContextSync fresh = open(ContextSettings.DEFAULT);
    assertThat(fresh.sync(ROOM, before.position())).isEqualTo(new SyncAnswer.FullContext(after));
    Context small = limited().set(ROOM, json("{'small':1}")).context();
    assertThat(second().get(ROOM)).contains(small);
  }

  @Test
  @Clause("CTX-48")
  void aContextAtTheLimit_isStoredAndOneAboveIsRefused() {
    Context largest = limited().set(ROOM, ofSize(most, "x")).context();
    assertThat(second().get(ROOM)).contains(largest);
    JsonObject tooLarge = ofSize(most + 1, "x");
    refused(ErrorCode.LIMIT_EXCEEDED, () -> limited().set(ROOM, tooLarge));
    refused(ErrorCode.LIMIT_EXCEEDED, () -> limited().update(ROOM, Patch.EMPTY.set("w", 1)));
    refused(ErrorCode.LIMIT_EXCEEDED, () -> limited().store().set(ROOM, tooLarge, 9));
    refused(ErrorCode.LIMIT_EXCEEDED, () -> limited().set("other", tooLarge));
    assertThat(second().get(ROOM)).contains(largest);
    assertThat(second().get("other")).isEmpty();
  }

  @Test
  @Clause({"CTX-48", "CTX-49"})
  void oneUpdateThatIsTooLarge_doesNotFailThoseBesideIt() {
    limited().set(ROOM, json("{}"));
    List<CompletableFuture<?>> changes =
        List.of(
            limited().updateAsync(ROOM, Patch.EMPTY.set("a", 1)).toCompletableFuture(),
            limited().updateAsync(ROOM, Patch.EMPTY.merge(ofSize(most, "x"))).toCompletableFuture(),
            limited().updateAsync(ROOM, Patch.EMPTY.set("b", 2)).toCompletableFuture());
    refused(ErrorCode.LIMIT_EXCEEDED, () -> joined(changes.get(1)));
    changes.get(0).join();
    changes.get(2).join();
    assertThat(value(second(), ROOM)).isEqualTo(json("{'a':1,'b':2}"));
  }

  @Test
  @Clause("CTX-48")
  void oneStateThatIsTooLarge_isRefusedWhateverComesBehindIt() {
    limited().set(ROOM, json("{}"));
    List<CompletableFuture<?>> changes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      JsonObject value = i == 3 ? ofSize(most + 1, "x") : JsonObject.of("i", i);
      changes.add(limited().setAsync(ROOM, value).toCompletableFuture());
    }

    for (int i = 0; i < 8; i++) {
      CompletableFuture<?> change = changes.get(i);
      if (i == 3) {
        refused(ErrorCode.LIMIT_EXCEEDED, () -> joined(change));
      } else {
        change.join();
      }
    }
    assertThat(value(second(), ROOM)).isEqualTo(json("{'i':7}"));
  }

  private static void joined(CompletableFuture<?> change) throws Throwable {
    try {
      change.join();
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }

  @Test
  @Clause("CTX-48")
  void aDeltaThatIsTooDeep_isLeftOut() {
    int bytes = nested("[1]").toUtf8().length();
    int takes = backend().info().limits().maxValueBytes();
    onlyIf(takes > bytes + 16, "maxValueBytes is " + takes + ", too few for such an object");
    Context before = contexts().set(ROOM, nested("[]")).context();
    Context after = contexts().set(ROOM, nested("[1]")).context();

    assertThat(contexts().sync(ROOM, before.position()))
        .isEqualTo(new SyncAnswer.FullContext(after));
    assertThat(second().get(ROOM)).contains(after);
    assertThat(versions(second().store(), ROOM)).doesNotContain(after.version());
    ContextSync fresh = open(ContextSettings.DEFAULT);
    assertThat(fresh.sync(ROOM, before.position())).isEqualTo(new SyncAnswer.FullContext(after));
    Context beside = contexts().update(ROOM, Patch.EMPTY.set("b", 1)).context();
    assertThat(second().sync(ROOM, after.position())).isInstanceOf(SyncAnswer.Deltas.class);
    assertThat(second().get(ROOM)).contains(beside);
    refused(
        ErrorCode.INVALID_JSON,
        () ->
            contexts().store().setDelta("other", Delta.between(before.value(), after.value()), 9));
  }

  /** Returns an object that nests as deep as it may, around {@code innermost}. */
  private static JsonObject nested(String innermost) {
    int outer = JsonValue.MAX_DEPTH - 1;
    return JsonObject.parse("{\"a\":".repeat(outer) + innermost + "}".repeat(outer));
  }
}
