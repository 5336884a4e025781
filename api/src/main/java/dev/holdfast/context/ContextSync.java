package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

/**
 * Contexts that many write and many follow: computes deltas, loses no update, syncs clients.
 *
 * <p>Every write goes through compare-and-set, so concurrent ones, of this process and others, all
 * take effect, one after the other (CTX-40). Concurrent writes of one context are stored together.
 * Thread-safe; calls block unless they return a stage or a publisher. Besides the errors named, any
 * call may fail with {@link dev.holdfast.error.UnavailableException}, and a write with {@link
 * dev.holdfast.error.OutcomeUnknownException}.
 *
 * <p>Who waits for a stage by {@code toCompletableFuture().join()} or {@code get()} may do its work
 * while waiting. What is run upon an answer should not wait for another answer: it runs on a thread
 * that answers come from.
 */
public interface ContextSync {

  /** Returns the store below: the same contexts, without deltas being computed. */
  ContextStore store();

  /** Stores a value, created or replaced, with the delta from the value before (CTX-41, CTX-42). */
  ContextChange set(String id, JsonObject value);

  /**
   * Changes a context (CTX-43).
   *
   * @throws dev.holdfast.error.ConflictException if there is none
   * @throws dev.holdfast.error.InvalidRequestException if the patch does not fit its value
   */
  ContextChange update(String id, Patch patch);

  /** Changes a context by the patch that {@code steps} adds to an empty one. */
  default ContextChange update(String id, UnaryOperator<Patch> steps) {
    return update(id, steps.apply(Patch.EMPTY));
  }

  /**
   * Changes a context by a function of its value (CTX-44).
   *
   * @param change is called again with the newer value when another write was first, on this thread
   *     and under no lock; it must have no other effect
   * @throws dev.holdfast.error.ConflictException if there is none
   */
  ContextChange transform(String id, UnaryOperator<JsonObject> change);

  /** Does what {@link #set} does, without blocking; the stage fails with what it would throw. */
  CompletionStage<ContextChange> setAsync(String id, JsonObject value);

  /** Does what {@link #update} does, without blocking; the stage fails with what it would throw. */
  CompletionStage<ContextChange> updateAsync(String id, Patch patch);

  /** Changes a context by the patch that {@code steps} adds to an empty one, without blocking. */
  default CompletionStage<ContextChange> updateAsync(String id, UnaryOperator<Patch> steps) {
    return updateAsync(id, steps.apply(Patch.EMPTY));
  }

  /** Returns the context, empty if there is none. */
  Optional<Context> get(String id);

  /** Does what {@link #get} does, without blocking; the stage fails with what it would throw. */
  CompletionStage<Optional<Context>> getAsync(String id);

  /** Deletes the context and its deltas in one commit (CTX-45). */
  void delete(String id);

  /**
   * Answers a client that knows a position (CTX-31 to CTX-38).
   *
   * @param position what the client has; {@link Position#NONE} for nothing
   */
  SyncAnswer sync(String id, Position position);

  /**
   * Does what {@link #sync} does, without blocking; the stage fails with what it would throw
   * (CTX-29).
   */
  CompletionStage<SyncAnswer> syncAsync(String id, Position position);

  /**
   * Follows a context from a position (CTX-50 to CTX-53).
   *
   * <p>Each subscriber gets an answer at once and then one after changes, at most as many as it
   * requested; what changed meanwhile is merged into one. A subscription ends when it is cancelled,
   * or with an error when this is closed.
   */
  Flow.Publisher<SyncAnswer> watch(String id, Position position);

  /**
   * Hands the context to {@link ContextSettings#exporter} (CTX-60).
   *
   * @return what was handed over, empty if there is no context
   * @throws dev.holdfast.error.InvalidRequestException if the settings have no exporter
   */
  Optional<Context> export(String id);

  /**
   * Stores what {@link ContextSettings#restorer} has, above the current version (CTX-61).
   *
   * @return the context as stored, empty if the restorer has none
   * @throws dev.holdfast.error.InvalidRequestException if the settings have no restorer
   */
  Optional<Context> restore(String id);

  /** Deletes what the settings say is too old or too much, to the end (CTX-70 to CTX-74). */
  CleanupReport cleanup();

  /**
   * Cleans up at an interval from now on, until the schedule or this is closed (CTX-75).
   *
   * @param interval the time between two beginnings, above zero, at most 10,000 days
   */
  CleanupSchedule scheduleCleanup(Duration interval);

  /**
   * Returns the same contexts as values of {@code type}, a record or another class.
   *
   * @param <T> the type
   */
  <T> TypedContexts<T> typed(Class<T> type);
}
