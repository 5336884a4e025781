package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Patch;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.ConflictException;
import dev.holdfast.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever a client had, applying the answer gives the server's state. */
class SyncLawTest {

  private static final int HISTORIES = Boolean.getBoolean("holdfast.long") ? 5_000 : 400;
  private static final int STEPS = 60;
  private static final String ID = "room";

  private enum Kind {
    FULL,
    DELTAS,
    NO_CHANGE,
    ABSENT
  }

  /** What some client has. */
  private record Client(Position position, @Nullable JsonObject state) {}

  private final Map<Kind, Integer> answers = new EnumMap<>(Kind.class);

  @Test
  void randomHistories_everyAnswerLeadsToTheServersState() throws Exception {
    for (long seed = 0; seed < HISTORIES; seed++) {
      try (Rooms rooms = new Rooms()) {
        new History(rooms, new Random(seed), seed).run();
      }
    }
    // A law that is never put to the test holds always.
    assertThat(answers.get(Kind.DELTAS)).isGreaterThan(HISTORIES);
    assertThat(answers.get(Kind.NO_CHANGE)).isGreaterThan(HISTORIES / 10);
    assertThat(answers.get(Kind.FULL)).isGreaterThan(HISTORIES);
    assertThat(answers.get(Kind.ABSENT)).isGreaterThan(HISTORIES / 10);
  }

  private final class History {

    private final Rooms rooms;
    private final Random random;
    private final long seed;
    private final List<ContextSync> instances = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private int marks;

    History(Rooms rooms, Random random, long seed) {
      this.rooms = rooms;
      this.random = random;
      this.seed = seed;
      ContextSettings settings = ContextSettings.DEFAULT.withDeltaThreshold(12);
      instances.add(rooms.open(settings));
      instances.add(rooms.open(settings.withCachedContexts(random.nextInt(2))));
      clients.add(new Client(Position.NONE, null));
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        rooms.pass(Duration.ofMillis(random.nextInt(20)));
        try {
          change();
        } catch (ConflictException e) {
          // An update of an absent context, or a version that is taken: the history goes on.
          assertThat(e.happened()).containsIgnoringCase("context \"" + ID);
        }
        check(clients.get(random.nextInt(clients.size())), step);
      }
    }

    private void change() {
      ContextSync contexts = any();
      switch (random.nextInt(14)) {
        case 0, 1 -> remember(contexts.set(ID, object()));
        case 2, 3, 4, 5 -> remember(contexts.update(ID, patch()));
        case 6 -> together(contexts);
        case 7 -> remember(contexts.transform(ID, old -> old.with("t", random.nextInt(5))));
        case 8 -> trim(contexts.store());
        case 9 -> raw(contexts.store());
        case 10 -> {
          if (random.nextBoolean()) {
            contexts.delete(ID);
          } else {
            contexts.store().delete(ID);
          }
        }
        case 11 -> rooms.backend.mark(++marks);
        case 12 -> {
          if (marks > 0 && random.nextInt(3) == 0) {
            rooms.backend.failOverTo(1 + random.nextInt(marks));
          }
        }
        default -> contexts.get(ID).ifPresent(this::remember);
      }
    }

    private void together(ContextSync contexts) {
      List<CompletableFuture<ContextChange>> changes = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        changes.add(contexts.updateAsync(ID, patch()).toCompletableFuture());
      }
      changes.forEach(
          change ->
              change.exceptionally(absent -> null).thenAccept(this::rememberIfPresent).join());
    }

    private void rememberIfPresent(@Nullable ContextChange change) {
      if (change != null) {
        remember(change);
      }
    }

    private void trim(ContextStore store) {
      switch (random.nextInt(3)) {
        case 0 -> store.retainLatestDeltas(ID, random.nextInt(5));
        case 1 -> store.deleteDeltas(ID);
        default -> store.deleteDeltasOlderThan(ID, rooms.now.minusMillis(random.nextInt(100)));
      }
    }

    /** Writes that know nothing of each other, as the plain store allows. */
    private void raw(ContextStore store) {
      long version = store.get(ID).map(Context::version).orElse(0L);
      JsonObject old = store.get(ID).map(Context::value).orElse(JsonObject.EMPTY);
      JsonObject value = object();
      switch (random.nextInt(4)) {
        case 0 -> remember(store.set(ID, value, version + 1 + random.nextInt(2)));
        case 1 -> store.setDelta(ID, Delta.between(JsonObject.EMPTY, value), version + 1);
        case 2 -> store.setDelta(ID, Delta.EMPTY, version + 5);
        default -> remember(store.commit(ID, version, value, Delta.between(old, value)));
      }
    }

    private ContextSync any() {
      return instances.get(random.nextInt(instances.size()));
    }

    private void remember(ContextChange change) {
      synchronized (clients) {
        remember(change.context());
      }
    }

    private void remember(Context context) {
      clients.add(new Client(context.position(), context.value()));
    }

    private JsonObject object() {
      JsonObject object = JsonObject.EMPTY;
      for (String key : List.of("a", "b", "c")) {
        object = random.nextBoolean() ? object.with(key, value()) : object;
      }
      return object;
    }

    private Object value() {
      return random.nextBoolean()
          ? random.nextInt(3)
          : JsonObject.of("x", random.nextInt(3), "y", random.nextInt(3));
    }

    private Patch patch() {
      String key = List.of("a", "b", "c", "d").get(random.nextInt(4));
      return switch (random.nextInt(3)) {
        case 0 -> Patch.EMPTY.remove(key);
        case 1 -> Patch.EMPTY.set(key, value());
        default -> Patch.EMPTY.merge(JsonObject.of(key, JsonObject.of("x", random.nextInt(3))));
      };
    }

    private void check(Client client, int step) {
      ContextSync contexts = any();
      SyncAnswer answer = contexts.sync(ID, client.position());
      Context server = contexts.get(ID).orElse(null);
      answers.merge(kind(answer), 1, Integer::sum);

      assertThat(answer.applyTo(client.state()))
          .as("seed %d, step %d, from %s: %s", seed, step, client.position(), answer)
          .isEqualTo(server == null ? null : server.value());
      assertThat(answer.position())
          .as("seed %d, step %d", seed, step)
          .isEqualTo(server == null ? Position.NONE : server.position());
    }
  }

  private static Kind kind(SyncAnswer answer) {
    if (answer instanceof SyncAnswer.FullContext) {
      return Kind.FULL;
    }
    if (answer instanceof SyncAnswer.Deltas) {
      return Kind.DELTAS;
    }
    return answer instanceof SyncAnswer.NoChange ? Kind.NO_CHANGE : Kind.ABSENT;
  }
}
