package dev.holdfast.core.context;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.context.TypedContexts;
import dev.holdfast.core.json.JsonMapping;
import dev.holdfast.json.JsonObject;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Contexts as values of a type, through its mapping to JSON. */
final class MappedContexts<T> implements TypedContexts<T> {

  private final ContextSync contexts;
  private final JsonMapping mapping;
  private final Class<T> type;

  MappedContexts(ContextSync contexts, JsonMapping mapping, Class<T> type) {
    this.contexts = contexts;
    this.mapping = mapping;
    this.type = type;
  }

  @Override
  public ContextChange set(String id, T value) {
    return contexts.set(id, mapping.toJsonObject(value));
  }

  @Override
  public T update(String id, UnaryOperator<T> change) {
    UnaryOperator<JsonObject> onJson =
        json -> mapping.toJsonObject(change.apply(mapping.fromJson(json, type)));
    return mapping.fromJson(contexts.transform(id, onJson).context().value(), type);
  }

  @Override
  public Optional<T> get(String id) {
    return contexts.get(id).map(Context::value).map(json -> mapping.fromJson(json, type));
  }

  @Override
  public @Nullable T apply(SyncAnswer answer, @Nullable T old) {
    JsonObject state = answer.applyTo(old == null ? null : mapping.toJsonObject(old));
    return state == null ? null : mapping.fromJson(state, type);
  }
}
