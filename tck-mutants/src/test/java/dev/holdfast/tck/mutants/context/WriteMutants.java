package dev.holdfast.tck.mutants.context;

import static dev.holdfast.tck.mutants.context.ContextMutant.sync;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Patch;
import dev.holdfast.error.ConflictException;
import dev.holdfast.json.JsonNull;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Contexts whose writes go wrong. */
final class WriteMutants {

  private WriteMutants() {}

  static List<ContextMutant> all() {
    return List.of(
        sync("updates by reading and then writing", WriteMutants::blindUpdates, "CTX-40"),
        sync(
            "transforms a value that may be another's by now",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public ContextChange transform(String id, UnaryOperator<JsonObject> change) {
                    JsonObject before = super.get(id).map(Context::value).orElse(null);
                    return before == null
                        ? super.transform(id, change)
                        : super.set(id, change.apply(before));
                  }
                },
            "CTX-40",
            "CTX-44"),
        sync(
            "stores the new value without a delta",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public ContextChange set(String id, JsonObject value) {
                    ContextChange change = super.set(id, value);
                    super.store().retainLatestDeltas(id, 0);
                    return change;
                  }
                },
            "CTX-41"),
        sync("stores a write that changes nothing", WriteMutants::alwaysStoring, "CTX-42"),
        sync("removes what a patch sets to null", WriteMutants::withoutNulls, "CTX-43"),
        sync(
            "makes the context that an update lacks",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public ContextChange update(String id, Patch patch) {
                    try {
                      return super.update(id, patch);
                    } catch (ConflictException e) {
                      return super.set(id, patch.applyTo(JsonObject.EMPTY));
                    }
                  }
                },
            "CTX-31",
            "CTX-43"),
        sync(
            "deletes the context and leaves its deltas",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public void delete(String id) {
                    super.store().delete(id);
                  }
                },
            "CTX-45"),
        sync(
            "answers asynchronous updates with the newest context",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public CompletionStage<ContextChange> updateAsync(String id, Patch patch) {
                    return super.updateAsync(id, patch)
                        .thenApply(
                            change ->
                                new ContextChange(
                                    real.get(id).orElse(change.context()), change.delta()));
                  }
                },
            "CTX-49"),
        sync(
            "takes ids without their blanks",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public ContextChange set(String id, JsonObject value) {
                    return super.set(id.equals("a ") ? "a" : id, value);
                  }
                },
            "CTX-90"));
  }

  private static ContextSync blindUpdates(ContextSync real) {
    return new ForwardingSync(real) {
      @Override
      public ContextChange update(String id, Patch patch) {
        JsonObject before = super.get(id).map(Context::value).orElse(null);
        return before == null ? super.update(id, patch) : super.set(id, patch.applyTo(before));
      }
    };
  }

  private static ContextSync alwaysStoring(ContextSync real) {
    return new ForwardingSync(real) {
      @Override
      public ContextChange set(String id, JsonObject value) {
        ContextChange change = super.set(id, value);
        if (!change.delta().isEmpty()) {
          return change;
        }
        long version = change.context().version();
        Context again = super.store().commit(id, version, value, Delta.EMPTY);
        return new ContextChange(again, Delta.EMPTY);
      }
    };
  }

  private static ContextSync withoutNulls(ContextSync real) {
    return new ForwardingSync(real) {
      @Override
      public ContextChange update(String id, Patch patch) {
        super.update(id, patch);
        return super.transform(id, WriteMutants::nullless);
      }
    };
  }

  private static JsonObject nullless(JsonObject value) {
    JsonObject kept = value;
    for (Map.Entry<String, JsonValue> entry : value.asMap().entrySet()) {
      if (entry.getValue() instanceof JsonNull) {
        kept = kept.without(entry.getKey());
      } else if (entry.getValue() instanceof JsonObject inside) {
        kept = kept.with(entry.getKey(), nullless(inside));
      }
    }
    return kept;
  }
}
