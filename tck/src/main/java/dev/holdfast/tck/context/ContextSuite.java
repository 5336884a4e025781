package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Page;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.Backend;
import dev.holdfast.tck.StoreSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** What the suites about contexts share: instances that end with the test, and short forms. */
public abstract class ContextSuite extends StoreSuite {

  /** The context that most tests work on. */
  static final String ROOM = "room:42";

  private static final int MOST_PAGES = 2_000;

  private @Nullable ContextSync first;
  private @Nullable ContextSync second;

  ContextSuite() {}

  /** Returns the contexts that most tests work on. */
  final ContextSync contexts() {
    ContextSync contexts = first == null ? open(ContextSettings.DEFAULT) : first;
    first = contexts;
    return contexts;
  }

  /** Returns the same contexts through another instance. */
  final ContextSync second() {
    ContextSync contexts = second == null ? open(secondBackend(), ContextSettings.DEFAULT) : second;
    second = contexts;
    return contexts;
  }

  final ContextStore store() {
    return contexts().store();
  }

  /** Opens the same contexts through an instance of their own, which has nothing in memory yet. */
  final ContextSync open(ContextSettings settings) {
    return open(backend(), settings);
  }

  final ContextSync open(Backend backend, ContextSettings settings) {
    return session().target().seen(holdfast(backend).contexts("rooms", settings));
  }

  /** Reads JSON whose quotes are single ones. */
  static JsonObject json(String text) {
    return JsonObject.parse(text.replace('\'', '"'));
  }

  /** Reads a delta in its nested form, whose quotes are single ones. */
  static Delta delta(String text) {
    return Delta.fromJson(json(text));
  }

  /** Returns the value of the context, {@code null} if there is none. */
  static @Nullable JsonObject value(ContextSync contexts, String id) {
    return contexts.get(id).map(Context::value).orElse(null);
  }

  /** Returns the versions of the deltas that an id has. */
  static List<Long> versions(ContextStore store, String id) {
    return store.deltasAfter(id, 0).stream().map(ContextDelta::version).toList();
  }

  /** Lists what {@code query} and its cursors lead to, checking the size of each page. */
  static <T> List<T> all(Function<ContextQuery, Page<T>> list, ContextQuery query) {
    List<T> items = new ArrayList<>();
    ContextQuery next = query;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Page<T> page = list.apply(next);
      assertThat(page.items()).as("a page").hasSizeLessThanOrEqualTo(query.limit());
      items.addAll(page.items());
      if (page.cursor() == null) {
        return items;
      }
      next = next.from(page.cursor());
    }
    throw new AssertionError("The listing has not ended after %d pages.".formatted(MOST_PAGES));
  }

  /** Checks that {@code call} is refused with a conflict and that the id stays as it was. */
  final ConflictException conflict(ErrorCode code, String id, ThrowingCallable call) {
    Optional<Context> before = store().get(id);
    List<ContextDelta> deltas = store().deltasAfter(id, 0);
    ConflictException refusal = (ConflictException) refused(code, call);
    assertThat(store().get(id)).as("the context after the refusal").isEqualTo(before);
    assertThat(store().deltasAfter(id, 0)).as("deltas after the refusal").isEqualTo(deltas);
    return refusal;
  }
}
