package dev.holdfast.tck.context;

import static dev.holdfast.tck.context.ContextSuite.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.holdfast.Holdfast;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.ConflictException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.StoreSuite;
import dev.holdfast.tck.TckSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a history on a context that nobody else knows, keeping beside it what the context must be,
 * and clients of all its ages.
 */
final class LawRun implements AutoCloseable {

  private static final Duration CONTEXT_TTL = Duration.ofMillis(300);
  private static final ContextSettings SETTINGS =
      ContextSettings.DEFAULT
          .withDeltaThreshold(6)
          .withContextTtl(CONTEXT_TTL)
          .withDeltaTtl(Duration.ofMillis(200))
          .withDeltasKept(8L);

  /** What some client has. */
  private record Client(Position position, @Nullable JsonObject state) {}

  private final TckSession session;
  private final String namespace;
  private final Holdfast[] instances = new Holdfast[2];
  private final ContextSync[] contexts = new ContextSync[2];
  private final List<Client> clients = new ArrayList<>();
  private @Nullable Context head;
  private long highest;

  LawRun(TckSession session) {
    this.session = session;
    this.namespace = session.newNamespace();
    open(0);
    open(1);
    clients.add(new Client(Position.NONE, null));
  }

  /** Runs all commands, and in the end syncs every client through both instances. */
  void run(List<LawCommand> commands) {
    for (int i = 0; i < commands.size(); i++) {
      try {
        run(commands.get(i));
        assertThat(read(i % 2)).as("the context").isEqualTo(head);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "command %d of %d: %s".formatted(i + 1, commands.size(), e.getMessage()), e);
      }
    }
    for (Client client : clients) {
      sync(0, client, false);
      sync(1, client, true);
    }
  }

  private void run(LawCommand command) {
    if (command instanceof LawCommand.SetValue set) {
      changed(contexts[set.instance()].set(ROOM, set.value()), set.value());
    } else if (command instanceof LawCommand.Update update) {
      update(contexts[update.instance()], update.steps());
    } else if (command instanceof LawCommand.Increment increment) {
      increment(contexts[increment.instance()]);
    } else if (command instanceof LawCommand.Sync sync) {
      int index = clients.size() - 1 - sync.back();
      if (index >= 0) {
        clients.set(index, sync(sync.instance(), clients.get(index), sync.bare()));
      }
    } else if (command instanceof LawCommand.Advance advance) {
      session.clock().advance(advance.time());
    } else if (command instanceof LawCommand.Reopen reopen) {
      reopen(reopen.instance());
    } else {
      runPlain(command);
    }
  }

  private void runPlain(LawCommand command) {
    if (command instanceof LawCommand.StoreSet set) {
      storeSet(contexts[set.instance()], set.value(), highest + set.ahead());
    } else if (command instanceof LawCommand.StoreCommit commit) {
      Context before = head;
      long expected = before == null ? 0 : before.version();
      JsonObject old = before == null ? JsonObject.EMPTY : before.value();
      Delta delta = Delta.between(old, commit.value());
      written(
          contexts[commit.instance()].store().commit(ROOM, expected, commit.value(), delta),
          commit.value());
    } else if (command instanceof LawCommand.StoreDelta stored) {
      storeDelta(contexts[stored.instance()], highest + stored.ahead());
    } else if (command instanceof LawCommand.Retain retain) {
      contexts[retain.instance()].store().retainLatestDeltas(ROOM, retain.count());
    } else if (command instanceof LawCommand.TrimOlder trim) {
      Instant instant = session.clock().instant().minus(trim.age());
      contexts[trim.instance()].store().deleteDeltasOlderThan(ROOM, instant);
    } else if (command instanceof LawCommand.DropDeltas drop) {
      contexts[drop.instance()].store().deleteDeltas(ROOM);
    } else if (command instanceof LawCommand.Delete delete) {
      if (delete.withDeltas()) {
        contexts[delete.instance()].delete(ROOM);
      } else {
        contexts[delete.instance()].store().delete(ROOM);
      }
      head = null;
    } else if (command instanceof LawCommand.Cleanup cleanup) {
      contexts[cleanup.instance()].cleanup();
      Instant expired = session.clock().instant().minus(CONTEXT_TTL);
      head = head != null && head.insertedAt().isBefore(expired) ? null : head;
    }
  }

  private void update(ContextSync through, List<LawCommand.Step> steps) {
    List<Supplier<ContextChange>> changes = new ArrayList<>();
    if (steps.size() == 1) {
      changes.add(() -> through.update(ROOM, steps.get(0).patch()));
    } else {
      for (LawCommand.Step step : steps) {
        CompletionStage<ContextChange> stage = through.updateAsync(ROOM, step.patch());
        changes.add(() -> join(stage));
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      Context before = head;
      if (before == null) {
        refused(changes.get(i));
      } else {
        changed(changes.get(i).get(), steps.get(i).patch().applyTo(before.value()));
      }
    }
  }

  private static ContextChange join(CompletionStage<ContextChange> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void increment(ContextSync through) {
    Context before = head;
    if (before == null) {
      refused(() -> through.transform(ROOM, value -> value));
    } else {
      changed(through.transform(ROOM, LawRun::incremented), incremented(before.value()));
    }
  }

  private static JsonObject incremented(JsonObject value) {
    return value.with("n", value.has("n") ? value.integer("n") + 1 : 1);
  }

  private void storeSet(ContextSync through, JsonObject value, long version) {
    Context before = head;
    boolean taken = version <= highest;
    if (version < 1) {
      return;
    } else if (taken && before != null && before.value().equals(value)) {
      assertThat(through.store().set(ROOM, value, version)).isEqualTo(before);
    } else if (taken) {
      refused(() -> through.store().set(ROOM, value, version));
    } else {
      written(through.store().set(ROOM, value, version), value);
    }
  }

  /** Stores what no client may ever be sent; whether its version is free is not followed here. */
  private void storeDelta(ContextSync through, long version) {
    Delta wrong = ContextSuite.delta("{'wrong':{'action':'added','value':1}}");
    try {
      through.store().setDelta(ROOM, wrong, version);
    } catch (ConflictException taken) {
      assertThat(taken.happened()).contains(ROOM);
    }
  }

  private static void refused(Supplier<?> call) {
    try {
      fail("A conflict was expected, not %s.", call.get());
    } catch (ConflictException expected) {
      assertThat(expected.happened()).contains(ROOM);
    }
  }

  private void changed(ContextChange change, JsonObject expected) {
    Context before = head;
    if (before != null && before.value().equals(expected)) {
      assertThat(change).isEqualTo(new ContextChange(before, Delta.EMPTY));
      return;
    }
    JsonObject old = before == null ? JsonObject.EMPTY : before.value();
    assertThat(change.delta()).as("the delta").isEqualTo(Delta.between(old, expected));
    written(change.context(), expected);
  }

  private void written(Context context, JsonObject expected) {
    assertThat(context.value()).as("the value written").isEqualTo(expected);
    assertThat(context.version()).as("the version written").isGreaterThan(highest);
    head = context;
    highest = context.version();
    clients.add(new Client(context.position(), expected));
  }

  private Client sync(int instance, Client client, boolean bare) {
    Position position = bare ? Position.of(client.position().version()) : client.position();
    SyncAnswer answer = contexts[instance].sync(ROOM, position);
    Context server = head;
    Client now = new Client(answer.position(), answer.applyTo(client.state()));
    Client expected =
        server == null
            ? new Client(Position.NONE, null)
            : new Client(server.position(), server.value());
    assertThat(now).as("the client at %s after %s", position, answer).isEqualTo(expected);
    return now;
  }

  /** Reads the context; only its value and position, since combined writes share an instant. */
  private @Nullable Context read(int instance) {
    return contexts[instance].get(ROOM).orElse(null);
  }

  private void reopen(int instance) {
    if (session.target().isRestartable()) {
      close();
      session.reopen();
      open(0);
      open(1);
    } else {
      instances[instance].close();
      open(instance);
    }
  }

  private void open(int instance) {
    var backend = instance == 0 ? session.backend() : session.secondBackend();
    // The second instance has nothing in memory, ever.
    ContextSettings settings = instance == 0 ? SETTINGS : SETTINGS.withCachedContexts(0);
    instances[instance] = StoreSuite.holdfast(session, namespace, backend);
    contexts[instance] = session.target().seen(instances[instance].contexts("rooms", settings));
  }

  @Override
  public void close() {
    instances[0].close();
    instances[1].close();
  }
}
