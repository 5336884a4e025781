package dev.holdfast.tck.mutants.context;

import static dev.holdfast.tck.mutants.context.ContextMutant.sync;

import dev.holdfast.context.Change;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Contexts that answer clients wrongly. */
final class SyncMutants {

  /** What answers a client in the place of the real contexts. */
  @FunctionalInterface
  private interface Answers {
    SyncAnswer sync(ContextSync real, String id, Position position);
  }

  private SyncMutants() {}

  static List<ContextMutant> all() {
    return List.of(
        answers(
            "ignores the tag of a position",
            (real, id, position) -> real.sync(id, Position.of(position.version())),
            "CTX-36"),
        answers(
            "tells a client ahead that nothing changed",
            (real, id, position) ->
                real.get(id).map(Context::version).orElse(0L) < position.version()
                        && real.get(id).isPresent()
                    ? new SyncAnswer.NoChange(position)
                    : real.sync(id, position),
            "CTX-36"),
        answers(
            "leaves out the tag for a client that gave none",
            (real, id, position) ->
                real.sync(id, position) instanceof SyncAnswer.NoChange
                    ? new SyncAnswer.NoChange(position)
                    : real.sync(id, position),
            "CTX-32"),
        answers(
            "sends every client the full context",
            (real, id, position) ->
                real.sync(id, position) instanceof SyncAnswer.Deltas deltas
                    ? deltas.asFull()
                    : real.sync(id, position),
            "CTX-33",
            "CTX-34"),
        answers(
            "sends the deltas that are there, whatever is missing",
            SyncMutants::acrossGaps,
            "CTX-31",
            "CTX-35"),
        answers(
            "tells a client of a deleted context that nothing changed",
            (real, id, position) ->
                real.sync(id, position) instanceof SyncAnswer.Absent && position.version() > 0
                    ? new SyncAnswer.NoChange(position)
                    : real.sync(id, position),
            "CTX-31",
            "CTX-37"),
        answers(
            "sends the last change of each key alone",
            SyncMutants::lastChanges,
            "CTX-15",
            "CTX-31"),
        sync("answers from what it once read", SyncMutants::forgetful, "CTX-31", "CTX-38"),
        sync("answers all who ask as it did the first", SyncMutants::onceForAll, "CTX-29"),
        sync("gives every other read the answer before", SyncMutants::late, "CTX-29"));
  }

  private static ContextSync onceForAll(ContextSync real) {
    Map<String, CompletionStage<SyncAnswer>> first = new ConcurrentHashMap<>();
    return new ForwardingSync(real) {
      @Override
      public CompletionStage<SyncAnswer> syncAsync(String id, Position position) {
        return first.computeIfAbsent(id, asked -> super.syncAsync(asked, position));
      }
    };
  }

  private static ContextSync late(ContextSync real) {
    Map<Position, SyncAnswer> last = new ConcurrentHashMap<>();
    return new ForwardingSync(real) {
      @Override
      public SyncAnswer sync(String id, Position position) {
        SyncAnswer known = last.remove(position);
        SyncAnswer answer = known == null ? super.sync(id, position) : known;
        if (known == null) {
          last.put(position, answer);
        }
        return answer;
      }
    };
  }

  private static ContextMutant answers(String flaw, Answers answers, String... clauses) {
    return sync(
        flaw,
        real ->
            new ForwardingSync(real) {
              @Override
              public SyncAnswer sync(String id, Position position) {
                return answers.sync(real, id, position);
              }
            },
        clauses);
  }

  private static SyncAnswer acrossGaps(ContextSync real, String id, Position position) {
    SyncAnswer answer = real.sync(id, position);
    if (!(answer instanceof SyncAnswer.FullContext full) || position.version() == 0) {
      return answer;
    }
    Map<String, Change> changes = new HashMap<>();
    for (ContextDelta delta : real.store().deltasAfter(id, position.version())) {
      changes.putAll(delta.delta().changes());
    }
    return new SyncAnswer.Deltas(position.version(), Delta.of(changes), full.context());
  }

  private static SyncAnswer lastChanges(ContextSync real, String id, Position position) {
    if (!(real.sync(id, position) instanceof SyncAnswer.Deltas deltas)) {
      return real.sync(id, position);
    }
    Map<String, Change> changes = new HashMap<>();
    for (ContextDelta delta : real.store().deltasAfter(id, deltas.from())) {
      changes.putAll(delta.delta().changes());
    }
    return new SyncAnswer.Deltas(deltas.from(), Delta.of(changes), deltas.context());
  }

  /** Takes the head of an earlier answer with the deltas of now. */
  private static ContextSync forgetful(ContextSync real) {
    Map<String, Context> heads = new ConcurrentHashMap<>();
    return new ForwardingSync(real) {
      @Override
      public SyncAnswer sync(String id, Position position) {
        SyncAnswer answer = super.sync(id, position);
        if (!(answer instanceof SyncAnswer.Deltas deltas)) {
          return answer;
        }
        Context head = heads.getOrDefault(id, deltas.context());
        heads.put(id, deltas.context());
        return new SyncAnswer.Deltas(deltas.from(), deltas.delta(), head);
      }
    };
  }
}
