package dev.holdfast.tck.mutants.context;

import dev.holdfast.context.CleanupReport;
import dev.holdfast.context.CleanupSchedule;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Patch;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.context.TypedContexts;
import dev.holdfast.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

/** Contexts that pass everything on. */
class ForwardingSync implements ContextSync {

  final ContextSync real;

  ForwardingSync(ContextSync real) {
    this.real = real;
  }

  @Override
  public ContextStore store() {
    return real.store();
  }

  @Override
  public ContextChange set(String id, JsonObject value) {
    return real.set(id, value);
  }

  @Override
  public ContextChange update(String id, Patch patch) {
    return real.update(id, patch);
  }

  @Override
  public ContextChange transform(String id, UnaryOperator<JsonObject> change) {
    return real.transform(id, change);
  }

  @Override
  public CompletionStage<ContextChange> setAsync(String id, JsonObject value) {
    return real.setAsync(id, value);
  }

  @Override
  public CompletionStage<ContextChange> updateAsync(String id, Patch patch) {
    return real.updateAsync(id, patch);
  }

  @Override
  public Optional<Context> get(String id) {
    return real.get(id);
  }

  @Override
  public CompletionStage<Optional<Context>> getAsync(String id) {
    return real.getAsync(id);
  }

  @Override
  public CompletionStage<SyncAnswer> syncAsync(String id, Position position) {
    return real.syncAsync(id, position);
  }

  @Override
  public void delete(String id) {
    real.delete(id);
  }

  @Override
  public SyncAnswer sync(String id, Position position) {
    return real.sync(id, position);
  }

  @Override
  public Flow.Publisher<SyncAnswer> watch(String id, Position position) {
    return real.watch(id, position);
  }

  @Override
  public Optional<Context> export(String id) {
    return real.export(id);
  }

  @Override
  public Optional<Context> restore(String id) {
    return real.restore(id);
  }

  @Override
  public CleanupReport cleanup() {
    return real.cleanup();
  }

  @Override
  public CleanupSchedule scheduleCleanup(Duration interval) {
    return real.scheduleCleanup(interval);
  }

  @Override
  public <T> TypedContexts<T> typed(Class<T> type) {
    return real.typed(type);
  }
}
