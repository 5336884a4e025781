package dev.holdfast.tck.context;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Patch;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.ConflictException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.SharedBackend;
import dev.holdfast.tck.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Several threads and instances at one context: nothing is lost, nothing is seen in halves. */
public abstract class ContextConcurrencySuite extends ContextSuite {

  private static final int EACH = isLong() ? 500 : 40;

  /** When to give up where readers never see a change. */
  private static final int MOST_WRITES = 50_000;

  /** For subclasses. */
  protected ContextConcurrencySuite() {}

  /** Two threads on each of two instances, that let others go first before each commit. */
  private List<ContextSync> writers() {
    ContextSync one = open(yielding(backend()), ContextSettings.DEFAULT);
    ContextSync other = open(yielding(secondBackend()), ContextSettings.DEFAULT);
    return List.of(one, one, other, other);
  }

  /** Widens the gap between a read and its commit; what is asserted does not depend on it. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static SharedBackend yielding(Backend backend) {
    return new SharedBackend(backend) {
      @Override
      public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
        Thread.yield();
        return super.commit(cell, commit, deadline);
      }
    };
  }

  /** Checks that {@code changes} happened one after the other, from an empty object on. */
  private void assertHistory(List<ContextChange> changes) {
    List<ContextChange> ordered = new ArrayList<>(changes);
    ordered.sort((a, b) -> Long.compare(a.context().version(), b.context().version()));
    JsonObject value = JsonObject.EMPTY;
    for (ContextChange change : ordered) {
      value = change.delta().applyTo(value);
      assertThat(change.context().value()).isEqualTo(value);
    }
    assertThat(value(open(ContextSettings.DEFAULT), ROOM)).isEqualTo(value);
    assertThat(versions(store(), ROOM))
        .isEqualTo(LongStream.rangeClosed(1, 1 + changes.size()).boxed().toList());
    assertThat(store().deltasAfter(ROOM, 1).stream().map(ContextDelta::delta))
        .isEqualTo(ordered.stream().map(ContextChange::delta).toList());
  }

  @Test
  @Clause("CTX-40")
  void concurrentUpdates_allTakeEffect() throws Exception {
    contexts().set(ROOM, JsonObject.EMPTY);
    List<Callable<List<ContextChange>>> tasks = new ArrayList<>();
    List<ContextSync> writers = writers();
    for (int w = 0; w < writers.size(); w++) {
      ContextSync writer = writers.get(w);
      String key = "w" + w;
      tasks.add(
          () -> {
            List<ContextChange> changes = new ArrayList<>();
            for (int n = 1; n <= EACH; n++) {
              changes.add(writer.update(ROOM, Patch.EMPTY.set(key, n)));
            }
            return changes;
          });
    }
    List<ContextChange> changes = Together.run(tasks).stream().flatMap(List::stream).toList();
    assertHistory(changes);
    assertThat(value(contexts(), ROOM))
        .isEqualTo(JsonObject.of("w0", EACH, "w1", EACH, "w2", EACH, "w3", EACH));
  }

  @Test
  @Clause({"CTX-40", "CTX-44"})
  void concurrentTransformations_loseNoIncrement() throws Exception {
    contexts().set(ROOM, json("{'n':0}"));
    List<Callable<Void>> tasks = new ArrayList<>();
    // All read the same value once, before the first of them writes.
    CountDownLatch allHaveRead = new CountDownLatch(4);
    for (ContextSync writer : writers()) {
      tasks.add(
          () -> {
            for (int n = 0; n < EACH; n++) {
              writer.transform(ROOM, value -> incremented(value, allHaveRead));
            }
            return null;
          });
    }
    Together.run(tasks);
    assertThat(value(contexts(), ROOM)).isEqualTo(JsonObject.of("n", 4 * EACH));
    assertThat(value(second(), ROOM)).isEqualTo(JsonObject.of("n", 4 * EACH));
  }

  private static JsonObject incremented(JsonObject value, CountDownLatch allHaveRead) {
    allHaveRead.countDown();
    try {
      assertThat(allHaveRead.await(PATIENCE.toSeconds(), SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return value.with("n", value.integer("n") + 1);
  }

  @Test
  @Clause("CTX-40")
  void concurrentSets_eachHaveAVersionAndADelta() throws Exception {
    List<Callable<List<ContextChange>>> tasks = new ArrayList<>();
    List<ContextSync> writers = writers();
    contexts().set(ROOM, JsonObject.EMPTY);
    for (int w = 0; w < writers.size(); w++) {
      ContextSync writer = writers.get(w);
      int number = w;
      tasks.add(
          () -> {
            List<ContextChange> changes = new ArrayList<>();
            for (int n = 1; n <= EACH / 4; n++) {
              changes.add(writer.set(ROOM, JsonObject.of("by", number, "n", n)));
            }
            return changes;
          });
    }
    assertHistory(Together.run(tasks).stream().flatMap(List::stream).toList());
  }

  @Test
  @Clause("CTX-49")
  void asynchronousUpdates_takeEffectInTheirOrder() {
    contexts().set(ROOM, JsonObject.EMPTY);
    List<CompletableFuture<ContextChange>> pending = new ArrayList<>();
    for (int n = 0; n < 3 * EACH; n++) {
      pending.add(
          contexts()
              .updateAsync(ROOM, Patch.EMPTY.set("k" + n % 5, n).set("last", n))
              .toCompletableFuture());
    }
    List<ContextChange> changes = pending.stream().map(CompletableFuture::join).toList();
    for (int n = 0; n < changes.size(); n++) {
      assertThat(changes.get(n).context().version()).isEqualTo(n + 2);
      assertThat(changes.get(n).context().value().integer("last")).isEqualTo(n);
    }
    assertHistory(changes);
    ContextSync fresh = open(ContextSettings.DEFAULT.withDeltaThreshold(4 * EACH));
    Context head = fresh.get(ROOM).orElseThrow();
    for (ContextChange change : changes) {
      SyncAnswer answer = fresh.sync(ROOM, change.context().position());
      assertThat(answer.applyTo(change.context().value())).isEqualTo(head.value());
    }
  }

  @Test
  @Clause("CTX-29")
  void readsBesideWrites_areNoOlderThanTheirCalls() throws Exception {
    Context created = contexts().set(ROOM, JsonObject.EMPTY).context();
    ContextSync reader = second();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      String key = "w" + w;
      boolean isBlocking = w % 2 == 0;
      tasks.add(
          () -> {
            for (int n = 1; n <= EACH; n++) {
              Context written = contexts().update(ROOM, Patch.EMPTY.set(key, n)).context();
              SyncAnswer answer =
                  isBlocking
                      ? reader.sync(ROOM, created.position())
                      : reader.syncAsync(ROOM, created.position()).toCompletableFuture().join();
              assertThat(answer.position().version()).isGreaterThanOrEqualTo(written.version());
              JsonObject value = requireNonNull(answer.applyTo(created.value()));
              assertThat(value.integer(key)).isEqualTo(n);
            }
            return null;
          });
    }
    Together.run(tasks);
  }

  @Test
  @Clause({"CTX-12", "CTX-40"})
  void ofCommitsThatExpectOneVersion_oneIsApplied() throws Exception {
    for (int round = 0; round < EACH / 4; round++) {
      long expected = round;
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (ContextSync writer : writers()) {
        JsonObject value = JsonObject.of("by", tasks.size(), "round", round);
        tasks.add(
            () -> {
              try {
                writer.store().commit(ROOM, expected, value, Delta.EMPTY);
                return true;
              } catch (ConflictException refused) {
                return false;
              }
            });
      }
      assertThat(Together.run(tasks)).containsOnlyOnce(true);
    }
    assertThat(versions(store(), ROOM)).hasSize(EACH / 4);
  }

  @Test
  @Clause({"CTX-01", "CTX-38"})
  void readers_seeNoHalves() throws Exception {
    contexts().set(ROOM, json("{'a':1,'b':1}"));
    CountDownLatch seen = new CountDownLatch(2 * EACH);
    AtomicBoolean done = new AtomicBoolean();
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          try {
            for (int n = 2; n < MOST_WRITES && seen.getCount() > 0; n++) {
              contexts().set(ROOM, JsonObject.of("a", n, "b", n));
            }
          } finally {
            done.set(true);
          }
          return null;
        });
    for (ContextSync reader : List.of(second(), open(ContextSettings.DEFAULT))) {
      tasks.add(() -> follow(reader, seen, done));
    }
    Together.run(tasks);
    assertThat(contexts().get(ROOM)).isEqualTo(second().get(ROOM));
  }

  private static Void follow(ContextSync reader, CountDownLatch seen, AtomicBoolean done) {
    Position position = Position.NONE;
    JsonObject state = JsonObject.EMPTY;
    do {
      SyncAnswer answer = reader.sync(ROOM, position);
      state = requireNonNull(answer.applyTo(state));
      position = answer.position();
      assertThat(state).isEqualTo(JsonObject.of("a", state.get("a"), "b", state.get("a")));
      assertThat(state.integer("a")).isEqualTo(position.version());
      Context context = reader.get(ROOM).orElseThrow();
      assertThat(context.value().integer("a")).isEqualTo(context.version());
      if (!(answer instanceof SyncAnswer.NoChange)) {
        seen.countDown();
      }
    } while (!done.get());
    return null;
  }
}
